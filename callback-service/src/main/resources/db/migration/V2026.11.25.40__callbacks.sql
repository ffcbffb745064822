-- Who can call back when, and the callbacks that were promised.

-- Agents who are alike: the same site, skills and languages. Intervals are local to the site; an override replaces the
-- whole of a date.
CREATE TABLE callback_roster (
    id          uuid PRIMARY KEY,
    site_id     text NOT NULL,
    name        text NOT NULL,
    skills      text[] NOT NULL,
    languages   text[] NOT NULL,
    weekly      jsonb NOT NULL,
    overrides   jsonb NOT NULL,
    version     bigint NOT NULL,
    created_at  timestamptz NOT NULL
);
CREATE INDEX callback_roster_of_site ON callback_roster (site_id, id);

-- QUEUED waits for its first attempt, RETRY_WAIT for another one; CLAIMED is with an agent until lease_until, exclusive.
-- release_at is the first instant at which it may be called, and due_at the limit of its promise. patient and reason are
-- encrypted; zone is where the patient is, for the calling hours. asked_topic is
-- the topic of a patient without an id, who may ask about several; else it is empty.
CREATE TABLE callback (
    id                uuid PRIMARY KEY,
    site_id           text NOT NULL,
    topic             text NOT NULL,
    skill             text NOT NULL,
    language          text NOT NULL,
    state             text NOT NULL CHECK (state IN ('QUEUED', 'CLAIMED', 'RETRY_WAIT', 'REACHED', 'DECLINED',
                                                     'WRONG_NUMBER', 'UNREACHABLE')),
    window_start_at   timestamptz,
    window_end_at     timestamptz,
    release_at        timestamptz NOT NULL,
    due_at            timestamptz NOT NULL CHECK (due_at >= release_at),
    zone              text NOT NULL,
    attempts          int NOT NULL CHECK (attempts >= 0),
    retry_at          timestamptz,
    first_attempt_at  timestamptz,
    lease_token       uuid,
    lease_agent       text,
    lease_until       timestamptz,
    claimed_at        timestamptz,
    lease_epoch       bigint NOT NULL,
    asked_topic       text NOT NULL,
    patient_key       text NOT NULL,
    patient_id        text,
    contact_key       text NOT NULL,
    patient           bytea NOT NULL,
    reason            bytea,
    ended_at          timestamptz,
    version           bigint NOT NULL,
    created_at        timestamptz NOT NULL,
    CHECK ((state IN ('QUEUED', 'CLAIMED', 'RETRY_WAIT')) = (ended_at IS NULL)),
    CHECK ((state = 'CLAIMED') = (lease_token IS NOT NULL)),
    CHECK ((window_start_at IS NULL) = (window_end_at IS NULL))
);
CREATE UNIQUE INDEX callback_one_open ON callback (site_id, contact_key, patient_key, asked_topic) WHERE ended_at IS NULL;
CREATE INDEX callback_first_attempts ON callback (site_id, due_at, id) WHERE state = 'QUEUED';
CREATE INDEX callback_retries ON callback (site_id, retry_at, id) WHERE state = 'RETRY_WAIT';
CREATE INDEX callback_of_patient ON callback (patient_key, id);
CREATE INDEX callback_ended ON callback (ended_at) WHERE ended_at IS NOT NULL;

CREATE TABLE callback_attempt (
    callback_id  uuid NOT NULL REFERENCES callback ON DELETE CASCADE,
    number       int NOT NULL CHECK (number > 0),
    outcome      text NOT NULL CHECK (outcome IN ('REACHED', 'NO_ANSWER', 'VOICEMAIL', 'BUSY', 'WRONG_NUMBER',
                                                  'DECLINED')),
    agent        text NOT NULL,
    started_at   timestamptz NOT NULL,
    reported_at  timestamptz NOT NULL CHECK (reported_at >= started_at),
    PRIMARY KEY (callback_id, number)
);
