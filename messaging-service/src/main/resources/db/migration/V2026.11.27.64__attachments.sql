-- Files that patients send along. name and data are encrypted; content_type is what the bytes say. unbound_since ends when
-- a message names it.
CREATE TABLE attachment (
    id             uuid PRIMARY KEY,
    patient_key    text NOT NULL,
    thread_id      uuid REFERENCES thread ON DELETE CASCADE,
    message_id     uuid REFERENCES message ON DELETE CASCADE,
    name           bytea NOT NULL,
    content_type   text NOT NULL,
    size           bigint NOT NULL CHECK (size > 0),
    data           bytea NOT NULL,
    unbound_since  timestamptz,
    created_at     timestamptz NOT NULL,
    CHECK ((thread_id IS NULL) = (unbound_since IS NOT NULL))
);
ALTER TABLE attachment ALTER COLUMN data SET STORAGE EXTERNAL;
CREATE INDEX attachment_of_message ON attachment (message_id) WHERE message_id IS NOT NULL;
CREATE INDEX attachment_of_thread ON attachment (thread_id) WHERE thread_id IS NOT NULL;
CREATE INDEX attachment_unbound ON attachment (unbound_since) WHERE unbound_since IS NOT NULL;
