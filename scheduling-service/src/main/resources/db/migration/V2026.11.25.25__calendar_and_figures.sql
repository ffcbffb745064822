-- Calendars that providers subscribe to, and what figures of access and no-shows are counted from.

-- Whoever has the token reads the provider's busy times, without login. Of the token only its SHA-256 is kept: it is 256
-- random bits, so there is nothing to guess from it. Revoking a feed deletes its row.
CREATE TABLE calendar_feed (
    id           uuid PRIMARY KEY,
    provider_id  uuid NOT NULL REFERENCES provider,
    token_hash   bytea NOT NULL CONSTRAINT calendar_feed_token UNIQUE,
    version      bigint NOT NULL,
    created_at   timestamptz NOT NULL
);
CREATE INDEX calendar_feed_of_provider ON calendar_feed (provider_id, id);

CREATE INDEX appointment_of_provider ON appointment (provider_id, starts_at, id);
