-- Conversations between a patient and a pool, their messages, and why each is in its lane.

-- A thread is WAITING while a patient's message is unanswered, PAUSED while a question to the patient is; else it is ANSWERED
-- or CLOSED. waiting_since is the oldest unanswered message, and due_at the limit that comes next. A round begins with a
-- message to which nobody owes an answer yet. patient, subject and everything that was written are encrypted.
CREATE TABLE thread (
    id               uuid PRIMARY KEY,
    site_id          text NOT NULL,
    topic            text NOT NULL,
    channel          text NOT NULL CHECK (channel IN ('PORTAL', 'MAIL', 'SMS', 'PHONE')),
    language         text NOT NULL,
    patient_key      text NOT NULL,
    patient_id       text,
    contact_key      text NOT NULL,
    family_name_key  text,
    patient          bytea NOT NULL,
    subject          bytea,
    confidential     boolean NOT NULL,
    predecessor_id   uuid REFERENCES thread ON DELETE SET NULL,
    kept_refused     boolean NOT NULL,

    state            text NOT NULL CHECK (state IN ('WAITING', 'PAUSED', 'ANSWERED', 'CLOSED')),
    lane             text NOT NULL CHECK (lane IN ('URGENT', 'ROUTINE')),
    emergency        boolean NOT NULL CHECK (NOT emergency OR lane = 'URGENT'),
    round            int NOT NULL CHECK (round > 0),
    waiting_since    timestamptz,
    due_at           timestamptz,
    seen_at          timestamptz,
    alerts           int NOT NULL CHECK (alerts >= 0),
    raised_after_seconds bigint,

    pool             text NOT NULL,
    lease_token      uuid,
    lease_agent      text,
    claimed_at       timestamptz,
    lease_until      timestamptz,
    lease_epoch      bigint NOT NULL,
    snoozed_until    timestamptz,
    handed_to        text,
    handed_until     timestamptz,
    put_first_at     timestamptz,

    last_message_at  timestamptz NOT NULL,
    version          bigint NOT NULL,
    created_at       timestamptz NOT NULL,
    updated_at       timestamptz NOT NULL,
    CHECK ((state IN ('WAITING', 'PAUSED')) = (waiting_since IS NOT NULL)),
    CHECK ((lease_token IS NULL) = (lease_until IS NULL)),
    CHECK (lane = 'ROUTINE' OR (state <> 'PAUSED' AND snoozed_until IS NULL))
);
CREATE INDEX thread_queue ON thread (site_id, pool, (NOT emergency), due_at, id) WHERE state = 'WAITING';
CREATE INDEX thread_put_first ON thread (site_id, pool, put_first_at, id) WHERE put_first_at IS NOT NULL;
CREATE INDEX thread_of_patient ON thread (patient_key, updated_at DESC, id DESC);
CREATE INDEX thread_of_contact ON thread (contact_key, updated_at DESC, id DESC);
CREATE INDEX thread_of_family ON thread (family_name_key, updated_at DESC, id DESC);
CREATE INDEX thread_of_site ON thread (site_id, updated_at DESC, id DESC);
CREATE INDEX thread_successor ON thread (predecessor_id) WHERE predecessor_id IS NOT NULL;
CREATE INDEX thread_last_message ON thread (last_message_at);

-- opened_at is when the patient read it first, of a human's words alone.
CREATE TABLE message (
    id          uuid PRIMARY KEY,
    thread_id   uuid NOT NULL REFERENCES thread ON DELETE CASCADE,
    author      text NOT NULL CHECK (author IN ('PATIENT', 'PROXY', 'STAFF', 'AUTOMATIC')),
    kind        text NOT NULL CHECK (kind IN ('MESSAGE', 'ANSWER', 'QUESTION', 'RECEIPT', 'CALL')),
    person      text NOT NULL,
    body        bytea NOT NULL,
    shown       bytea,
    opened_at   timestamptz,
    sent_at     timestamptz NOT NULL
);
CREATE INDEX message_of_thread ON message (thread_id, id);

-- Who put a thread where, the rules or a clinician; findings and reasons are encrypted.
CREATE TABLE triage_decision (
    id           uuid PRIMARY KEY,
    thread_id    uuid NOT NULL REFERENCES thread ON DELETE CASCADE,
    message_id   uuid REFERENCES message ON DELETE CASCADE,
    lane         text NOT NULL CHECK (lane IN ('URGENT', 'ROUTINE')),
    emergency    boolean NOT NULL,
    rule_set     text,
    decided_by   text,
    findings     bytea NOT NULL,
    decided_at   timestamptz NOT NULL
);
CREATE INDEX triage_decision_of_thread ON triage_decision (thread_id, id);
CREATE INDEX triage_decision_of_message ON triage_decision (message_id) WHERE message_id IS NOT NULL;
