-- What supervisors do with a queue, and what agents record besides attempts.

-- Until then, exclusive, only the agent of assigned_to takes it; afterwards whoever can.
ALTER TABLE callback ADD COLUMN assigned_until timestamptz;

-- The order of the queue, with skill and language in it, so that what an agent cannot serve is passed over without its row
-- being read; and where each skill and language begins in that order.
DROP INDEX callback_first_attempts;
DROP INDEX callback_retries;
CREATE INDEX callback_first_attempts ON callback (site_id, due_at, id, skill, language) WHERE state = 'QUEUED';
CREATE INDEX callback_retries ON callback (site_id, retry_at, id, skill, language) WHERE state = 'RETRY_WAIT';
CREATE INDEX callback_first_attempts_of_pool ON callback (site_id, skill, language, due_at) WHERE state = 'QUEUED';
CREATE INDEX callback_retries_of_pool ON callback (site_id, skill, language, retry_at) WHERE state = 'RETRY_WAIT';

CREATE INDEX callback_assigned ON callback (site_id, assigned_to, due_at, id)
    WHERE assigned_to IS NOT NULL AND state IN ('QUEUED', 'RETRY_WAIT');
CREATE INDEX callback_put_first ON callback (site_id, put_first_at, id)
    WHERE put_first_at IS NOT NULL AND state IN ('QUEUED', 'RETRY_WAIT');
CREATE INDEX callback_held ON callback (site_id, claimed_at, id) WHERE state = 'CLAIMED';

-- Why it was put first, and what an agent heard that a nurse has to hear of; words are encrypted.
CREATE TABLE callback_remark (
    id           uuid PRIMARY KEY,
    callback_id  uuid NOT NULL REFERENCES callback ON DELETE CASCADE,
    kind         text NOT NULL CHECK (kind IN ('PUT_FIRST', 'CLINICAL_CONCERN')),
    words        bytea NOT NULL,
    person       text NOT NULL,
    made_at      timestamptz NOT NULL
);
CREATE INDEX callback_remark_of_callback ON callback_remark (callback_id, kind, id);

-- Which kinds of identifiers were asked for, never what was answered. It counts for the lease that it was made under.
CREATE TABLE callback_identity_check (
    id           uuid PRIMARY KEY,
    callback_id  uuid NOT NULL REFERENCES callback ON DELETE CASCADE,
    lease_token  uuid NOT NULL,
    identifiers  text[] NOT NULL CHECK (cardinality(identifiers) >= 2),
    result       text NOT NULL CHECK (result IN ('PASSED', 'FAILED')),
    agent        text NOT NULL,
    checked_at   timestamptz NOT NULL
);
CREATE INDEX callback_identity_check_of_callback ON callback_identity_check (callback_id, lease_token, id);

-- What the telephony was asked to dial; it reports by the id, in the name of the lease.
CREATE TABLE callback_dial (
    id            uuid PRIMARY KEY,
    callback_id   uuid NOT NULL REFERENCES callback ON DELETE CASCADE,
    lease_token   uuid NOT NULL,
    agent         text NOT NULL,
    requested_at  timestamptz NOT NULL
);
CREATE INDEX callback_dial_of_callback ON callback_dial (callback_id);

-- Sites that take no requests from patients until then, exclusive, or until somebody says otherwise. The reason is shown
-- to everybody.
CREATE TABLE callback_intake_pause (
    site_id    text PRIMARY KEY,
    reason     text NOT NULL,
    until_at   timestamptz,
    person     text NOT NULL,
    paused_at  timestamptz NOT NULL
);
