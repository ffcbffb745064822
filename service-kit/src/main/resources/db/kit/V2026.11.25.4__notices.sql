-- Messages to people: what a sandbox would have sent, notices to patients, how patients want to be reached.

-- To whom and what is encrypted. `times` counts deliveries under one key.
CREATE TABLE sandbox_inbox (
    id       uuid PRIMARY KEY,
    key      text NOT NULL UNIQUE,
    at       timestamptz NOT NULL,
    channel  text NOT NULL,
    purpose  text NOT NULL,
    message  bytea NOT NULL,
    times    int NOT NULL DEFAULT 1
);
CREATE INDEX sandbox_inbox_newest ON sandbox_inbox (at, id);
