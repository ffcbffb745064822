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

-- How a contact wants to be reached, as last heard from where preferences are kept.
CREATE TABLE contact_preference (
    contact_key  text PRIMARY KEY,
    version      bigint NOT NULL,
    language     text,
    channels     text[] NOT NULL,
    quiet_from   time,
    quiet_until  time,
    opted_out    text[] NOT NULL,
    learned_at   timestamptz NOT NULL,
    CHECK ((quiet_from IS NULL) = (quiet_until IS NULL))
);

-- Notices to patients: decided once under a key, delivered at least once under the same. due_at and what ends it are on the
-- product's time, retry_at and leased_until on the machine's. patient and words are encrypted, and go before the row does.
CREATE TABLE notice (
    id                uuid PRIMARY KEY,
    key               text NOT NULL CONSTRAINT notice_decided_once UNIQUE,
    purpose           text NOT NULL,
    must_go           boolean NOT NULL,
    template          text NOT NULL,
    subject           text NOT NULL,
    site_id           text NOT NULL,
    contact_key       text NOT NULL,
    collapse_key      text,
    patient           bytea,
    words             bytea,
    decided_at        timestamptz NOT NULL,
    due_at            timestamptz NOT NULL,
    latest_useful_at  timestamptz NOT NULL,
    withdrawn         boolean NOT NULL DEFAULT false,
    state             text NOT NULL DEFAULT 'DECIDED'
                      CHECK (state IN ('DECIDED', 'SENT', 'SUPPRESSED', 'DROPPED', 'COLLAPSED', 'GIVEN_UP')),
    attempts          int NOT NULL DEFAULT 0,
    retry_at          timestamptz,
    leased_until      timestamptz,
    refused_by        text[] NOT NULL DEFAULT '{}',
    channel           text,
    language          text,
    reason            text,
    ended_at          timestamptz,
    CHECK ((state = 'DECIDED') = (ended_at IS NULL))
);
CREATE INDEX notice_due ON notice (due_at, id) WHERE state = 'DECIDED';
CREATE INDEX notice_collapse ON notice (contact_key, collapse_key) WHERE state = 'DECIDED' AND collapse_key IS NOT NULL;
CREATE INDEX notice_subject ON notice (subject, id);
CREATE INDEX notice_state ON notice (state, id);
CREATE INDEX notice_ended ON notice (ended_at) WHERE ended_at IS NOT NULL;
