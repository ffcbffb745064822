-- What staff tell each other about a thread, encrypted.
CREATE TABLE thread_note (
    id         uuid PRIMARY KEY,
    thread_id  uuid NOT NULL REFERENCES thread ON DELETE CASCADE,
    kind       text NOT NULL,
    words      bytea NOT NULL,
    person     text NOT NULL,
    noted_at   timestamptz NOT NULL
);
CREATE INDEX thread_note_of_thread ON thread_note (thread_id, id);
