-- Sessions that do not take place, and what became of each of their patients.

ALTER TABLE session
    ADD COLUMN cancelled_at         timestamptz,
    ADD COLUMN cancellation_reason  text;

-- One row for each visit of a cancelled session, until it is closed: nobody is lost on the way. `sequence` is the
-- appointment's once it has its new time; `confirm_until` is there once the patient was really told.
CREATE TABLE rebooking (
    id                    uuid PRIMARY KEY,
    session_id            uuid NOT NULL REFERENCES session,
    appointment_id        uuid NOT NULL,
    site_id               text NOT NULL,
    previous_provider_id  uuid NOT NULL,
    previous_starts_at    timestamptz NOT NULL,
    state                 text NOT NULL,
    reason                text,
    outcome               text,
    sequence              int,
    confirm_until         timestamptz,
    closed_at             timestamptz,
    version               bigint NOT NULL,
    created_at            timestamptz NOT NULL,
    CONSTRAINT rebooking_of_visit UNIQUE (session_id, appointment_id),
    CHECK ((state = 'CLOSED') = (closed_at IS NOT NULL)),
    CHECK ((state = 'CLOSED') = (outcome IS NOT NULL))
);
CREATE INDEX rebooking_in_state ON rebooking (state, id) WHERE state <> 'CLOSED';
CREATE INDEX rebooking_closed ON rebooking (closed_at) WHERE state = 'CLOSED';

-- A change of a template looks at those that are not dropped.
CREATE INDEX session_by_template ON session (template_id, starts_at) WHERE state <> 'DROPPED';
