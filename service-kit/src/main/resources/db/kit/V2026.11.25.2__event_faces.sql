-- The event log's positions, and the faces that read by them.

-- How far the log is numbered. A row of its own, so that a position is never given twice, whatever is pruned.
CREATE TABLE event_head (
    only_row  boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    position  bigint NOT NULL CHECK (position >= 0)
);
INSERT INTO event_head (position) VALUES (0);

-- One thing's events in their order.
CREATE INDEX event_of_subject ON event (subject, position) WHERE position IS NOT NULL;

-- How far the log has been handed to what does not read by itself, and by whom: one replica at a time, until its lease
-- ends. `epoch` rises with each change of hands, so that whoever lost it moves nothing any more.
CREATE TABLE event_cursor (
    name         text PRIMARY KEY,
    position     bigint NOT NULL,
    holder       uuid NOT NULL,
    leased_until timestamptz NOT NULL,
    epoch        bigint NOT NULL
);

-- How far another service's feed has been read here, and which of its events have had their effect.
CREATE TABLE feed_cursor (
    consumer  text PRIMARY KEY,
    cursor    text
);
CREATE TABLE feed_inbox (
    consumer     text NOT NULL,
    event_id     text NOT NULL,
    received_at  timestamptz NOT NULL,
    PRIMARY KEY (consumer, event_id)
);
CREATE INDEX feed_inbox_received ON feed_inbox (received_at);
