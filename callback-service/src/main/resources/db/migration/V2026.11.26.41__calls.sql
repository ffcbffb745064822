-- What telephony reports of calls, and declared surges.

-- One row for each call, by the id that its telephony system has for it. Reports come in any order and more than once: a
-- column is empty until some report says it, and stays as it is then, so that every order ends in the same row. An answered
-- call was offered, was not abandoned, and may have been transferred several times. phone is encrypted; contact_key
-- is its keyed hash. contact_told says that the contact's event was written.
CREATE TABLE call (
    id              uuid PRIMARY KEY,
    source          text NOT NULL,
    source_call_id  text NOT NULL,
    site_id         text NOT NULL,
    queue           text,
    topic           text,
    language        text,
    agent           text,
    outcome         text,
    offered_at      timestamptz,
    overflowed_at   timestamptz,
    answered_at     timestamptz,
    abandoned_at    timestamptz,
    transferred_at  timestamptz[] NOT NULL,
    ended_at        timestamptz,
    wrapped_up_at   timestamptz,
    phone           bytea,
    contact_key     text,
    contact_told    boolean NOT NULL,
    reported_at     timestamptz NOT NULL,
    version         bigint NOT NULL,
    created_at      timestamptz NOT NULL,
    CONSTRAINT call_reported_once UNIQUE (source, source_call_id),
    CHECK (answered_at IS NULL OR abandoned_at IS NULL),
    -- least and greatest pass over what nobody has said yet
    CHECK (offered_at <= least(overflowed_at, answered_at, abandoned_at, ended_at, wrapped_up_at)),
    CHECK (overflowed_at <= least(answered_at, abandoned_at, ended_at, wrapped_up_at)),
    CHECK (greatest(answered_at, abandoned_at) <= least(ended_at, wrapped_up_at)),
    CHECK (ended_at <= wrapped_up_at),
    CHECK ((phone IS NULL) = (contact_key IS NULL))
);
CREATE INDEX call_offered ON call (site_id, offered_at);
CREATE INDEX call_not_offered ON call (site_id) WHERE offered_at IS NULL;
CREATE INDEX call_created ON call (created_at);
CREATE INDEX call_with_phone ON call (created_at) WHERE phone IS NOT NULL;

-- Whom a call that was answered may have been: also callbacks that ended since.
CREATE INDEX callback_of_contact ON callback (contact_key, id);

-- Hours in which more call than the desk is made for; the end moves to an earlier instant when it is ended.
CREATE TABLE surge (
    id             uuid PRIMARY KEY,
    site_id        text NOT NULL,
    begins_at      timestamptz NOT NULL,
    ends_at        timestamptz NOT NULL CHECK (ends_at >= begins_at),
    reason         text NOT NULL,
    overflow_plan  text[] NOT NULL,
    declared_by    text NOT NULL,
    ended_by       text,
    version        bigint NOT NULL,
    created_at     timestamptz NOT NULL,
    CONSTRAINT surge_overlaps EXCLUDE USING gist (site_id WITH =, tstzrange(begins_at, ends_at) WITH &&)
);
CREATE INDEX surge_of_site ON surge (site_id, id);
CREATE INDEX surge_ended ON surge (ends_at);
