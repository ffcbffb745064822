-- The event log's positions, and the faces that read by them.

-- How far the log is numbered. A row of its own, so that a position is never given twice, whatever is pruned.
CREATE TABLE event_head (
    only_row  boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    position  bigint NOT NULL CHECK (position >= 0)
);
INSERT INTO event_head (position) VALUES (0);

-- One thing's events in their order.
CREATE INDEX event_of_subject ON event (subject, position) WHERE position IS NOT NULL;
