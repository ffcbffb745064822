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

-- When it got the time that it has, where that is not when it was booked; and what filled a seat with it that somebody
-- else had given back: WAITLIST, an accepted offer. Moving it to another time, but for such an offer, takes that away.
ALTER TABLE appointment
    ADD COLUMN moved_at      timestamptz,
    ADD COLUMN recovered_by  text CHECK (recovered_by IN ('WAITLIST'));

-- Visits that their patients gave back by a link once they had been reminded, while somebody else could still be booked
-- and the slot was full. Who had it is of no interest here.
CREATE TABLE visit_given_back (
    appointment_id  uuid NOT NULL,
    sequence        int NOT NULL,
    site_id         text NOT NULL,
    visit_type_id   text NOT NULL,
    session_id      uuid NOT NULL,
    starts_at       timestamptz NOT NULL,
    ends_at         timestamptz NOT NULL,
    given_back_at   timestamptz NOT NULL,
    PRIMARY KEY (appointment_id, sequence)
);
CREATE INDEX visit_given_back_at_site ON visit_given_back (site_id, starts_at);
CREATE INDEX visit_given_back_since ON visit_given_back (given_back_at);
