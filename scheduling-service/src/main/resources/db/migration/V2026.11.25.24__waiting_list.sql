-- The waiting list: who would like an earlier visit or one at all, and the seats that were offered to them.

-- One open entry for a patient and visit type. Times are local to the site of the seat, dates included. `appointment_id` is
-- the later visit that an earlier one would replace. `patient` is encrypted.
CREATE TABLE waitlist_entry (
    id              uuid PRIMARY KEY,
    visit_type_id   text NOT NULL,
    site_ids        text[] NOT NULL,
    provider_ids    uuid[],
    weekdays        text[],
    earliest        time,
    latest          time,
    from_on         date,
    until_on        date,
    appointment_id  uuid,
    priority        int NOT NULL,
    state           text NOT NULL CHECK (state IN ('OPEN', 'SERVED', 'WITHDRAWN', 'LAPSED')),
    patient_key     text NOT NULL,
    patient_id      text,
    contact_key     text NOT NULL,
    patient         bytea NOT NULL,
    ended_at        timestamptz,
    version         bigint NOT NULL,
    created_at      timestamptz NOT NULL,
    CHECK ((state = 'OPEN') = (ended_at IS NULL))
);
CREATE UNIQUE INDEX waitlist_entry_one_open ON waitlist_entry (patient_key, visit_type_id) WHERE state = 'OPEN';
CREATE INDEX waitlist_entry_waiting ON waitlist_entry (visit_type_id, priority DESC, created_at, id) WHERE state = 'OPEN';
CREATE INDEX waitlist_entry_open ON waitlist_entry (id) WHERE state = 'OPEN';
CREATE INDEX waitlist_entry_of_patient ON waitlist_entry (patient_key, id);
CREATE INDEX waitlist_entry_replacing ON waitlist_entry (appointment_id) WHERE state = 'OPEN' AND appointment_id IS NOT NULL;
CREATE INDEX waitlist_entry_ended ON waitlist_entry (ended_at) WHERE ended_at IS NOT NULL;

-- A seat kept for one entry by a hold. Its time runs from when the patient was really told; until then expires_at says by
-- when that has to have happened. An entry has one offer at a time, and is offered a start once.
CREATE TABLE waitlist_offer (
    id                uuid PRIMARY KEY,
    entry_id          uuid NOT NULL REFERENCES waitlist_entry ON DELETE CASCADE,
    hold_id           uuid NOT NULL,
    session_id        uuid NOT NULL,
    site_id           text NOT NULL,
    provider_id       uuid NOT NULL,
    visit_type_id     text NOT NULL,
    first_slot_id     uuid NOT NULL,
    slot_ids          uuid[] NOT NULL,
    starts_at         timestamptz NOT NULL,
    ends_at           timestamptz NOT NULL CHECK (ends_at > starts_at),
    resource_id       uuid,
    state             text NOT NULL CHECK (state IN ('PREPARED', 'OPEN', 'ACCEPTED', 'DECLINED', 'EXPIRED', 'UNREACHED',
                                                     'WITHDRAWN')),
    latest_useful_at  timestamptz NOT NULL,
    sent_at           timestamptz,
    expires_at        timestamptz NOT NULL CHECK (expires_at <= latest_useful_at),
    appointment_id    uuid,
    ended_at          timestamptz,
    version           bigint NOT NULL,
    created_at        timestamptz NOT NULL,
    CHECK ((state IN ('PREPARED', 'OPEN')) = (ended_at IS NULL)),
    CHECK ((state = 'ACCEPTED') = (appointment_id IS NOT NULL)),
    CONSTRAINT waitlist_offer_once UNIQUE (entry_id, first_slot_id)
);
CREATE UNIQUE INDEX waitlist_offer_one_open ON waitlist_offer (entry_id) WHERE state IN ('PREPARED', 'OPEN');
CREATE INDEX waitlist_offer_ended ON waitlist_offer (ended_at) WHERE ended_at IS NOT NULL;
