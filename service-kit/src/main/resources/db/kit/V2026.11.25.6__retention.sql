-- What old rows are found by, where nothing else needed it.
CREATE INDEX sla_timer_set_aside_since ON sla_timer (set_aside_at) WHERE set_aside_at IS NOT NULL;
CREATE INDEX webhook_delivery_ended ON webhook_delivery (ended_at) WHERE ended_at IS NOT NULL;
CREATE INDEX notice_with_text ON notice (ended_at) WHERE ended_at IS NOT NULL AND words IS NOT NULL;

-- Encrypting anew under the current key, column by column; `after` is the last row looked at, so that it goes on where it
-- stood. One at a time.
CREATE TABLE key_rotation (
    id          uuid PRIMARY KEY,
    state       text NOT NULL CHECK (state IN ('RUNNING', 'DONE')),
    started_by  text NOT NULL,
    started_at  timestamptz NOT NULL,
    ended_at    timestamptz,
    CHECK ((state = 'DONE') = (ended_at IS NOT NULL))
);
CREATE UNIQUE INDEX key_rotation_one_at_a_time ON key_rotation (state) WHERE state = 'RUNNING';

CREATE TABLE key_rotation_column (
    rotation_id      uuid NOT NULL REFERENCES key_rotation ON DELETE CASCADE,
    name             text NOT NULL,
    after            uuid NOT NULL,
    rewritten        bigint NOT NULL DEFAULT 0,
    already_current  bigint NOT NULL DEFAULT 0,
    unreadable       bigint NOT NULL DEFAULT 0,
    done             boolean NOT NULL DEFAULT false,
    PRIMARY KEY (rotation_id, name)
);
