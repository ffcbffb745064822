-- Callbacks to be asked for at the callback service, because nobody saw an emergency in time. One for each alert; next_at is
-- the machine's time, since it waits for another machine.
CREATE TABLE emergency_callback (
    id           uuid PRIMARY KEY,
    thread_id    uuid NOT NULL REFERENCES thread ON DELETE CASCADE,
    alert        int NOT NULL,
    state        text NOT NULL CHECK (state IN ('PENDING', 'MADE', 'REFUSED', 'NOT_NEEDED')),
    tries        int NOT NULL CHECK (tries >= 0),
    next_at      timestamptz NOT NULL,
    callback_id  text,
    created_at   timestamptz NOT NULL,
    ended_at     timestamptz,
    UNIQUE (thread_id, alert),
    CHECK ((state = 'PENDING') = (ended_at IS NULL))
);
CREATE INDEX emergency_callback_due ON emergency_callback (next_at, id) WHERE state = 'PENDING';
