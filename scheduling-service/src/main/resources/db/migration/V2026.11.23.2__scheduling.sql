-- Providers, visit types, weekly templates, and what they become: sessions cut into slots, and appointments.
-- Every guard against double booking is here, whatever the code thinks.

CREATE TABLE visit_type (
    id                     text PRIMARY KEY,
    name                   text NOT NULL,
    modality               text NOT NULL,
    length_seconds         int NOT NULL CHECK (length_seconds > 0),
    buffer_before_seconds  int NOT NULL CHECK (buffer_before_seconds >= 0),
    buffer_after_seconds   int NOT NULL CHECK (buffer_after_seconds >= 0),
    lead_time_seconds      int NOT NULL CHECK (lead_time_seconds >= 0),
    horizon_seconds        int NOT NULL CHECK (horizon_seconds > 0),
    version                bigint NOT NULL,
    created_at             timestamptz NOT NULL
);

CREATE TABLE provider (
    id              uuid PRIMARY KEY,
    name            text NOT NULL,
    site_ids        text[] NOT NULL,
    visit_type_ids  text[] NOT NULL,
    languages       text[] NOT NULL,
    version         bigint NOT NULL,
    created_at      timestamptz NOT NULL
);

CREATE TABLE session_template (
    id              uuid PRIMARY KEY,
    provider_id     uuid NOT NULL REFERENCES provider,
    site_id         text NOT NULL,
    weekdays        text[] NOT NULL,
    starts_at       time NOT NULL,
    ends_at         time NOT NULL CHECK (ends_at > starts_at),
    slot_seconds    int NOT NULL CHECK (slot_seconds > 0),
    capacity        int NOT NULL CHECK (capacity > 0),
    visit_type_ids  text[],
    valid_from      date NOT NULL,
    valid_until     date,
    extended_to     date NOT NULL,
    version         bigint NOT NULL,
    created_at      timestamptz NOT NULL
);
CREATE INDEX session_template_provider ON session_template (provider_id);
CREATE INDEX session_template_to_extend ON session_template (extended_to);

-- A provider is in one place at a time.
CREATE TABLE session (
    id              uuid PRIMARY KEY,
    template_id     uuid REFERENCES session_template,
    provider_id     uuid NOT NULL REFERENCES provider,
    site_id         text NOT NULL,
    starts_at       timestamptz NOT NULL,
    ends_at         timestamptz NOT NULL CHECK (ends_at > starts_at),
    visit_type_ids  text[],
    state           text NOT NULL DEFAULT 'OPEN',
    CONSTRAINT session_of_provider_overlaps
        EXCLUDE USING gist (provider_id WITH =, tstzrange(starts_at, ends_at) WITH &&) WHERE (state = 'OPEN')
);
CREATE UNIQUE INDEX session_of_template ON session (template_id, starts_at);

-- A session is cut into slots of one length, none overlapping another. `taken` counts seats that are gone: the check
-- refuses the one too many. Only `has_seat` is in an index, so taking any seat but the last leaves the indexes alone (a
-- heap-only update).
CREATE TABLE slot (
    id           uuid PRIMARY KEY,
    session_id   uuid NOT NULL REFERENCES session,
    provider_id  uuid NOT NULL,
    site_id      text NOT NULL,
    starts_at    timestamptz NOT NULL,
    ends_at      timestamptz NOT NULL CHECK (ends_at > starts_at),
    capacity     int NOT NULL CHECK (capacity > 0),
    taken        int NOT NULL DEFAULT 0,
    has_seat     boolean NOT NULL GENERATED ALWAYS AS (taken < capacity) STORED,
    CONSTRAINT slot_capacity CHECK (taken BETWEEN 0 AND capacity)
) WITH (fillfactor = 80);
CREATE UNIQUE INDEX slot_of_session ON slot (session_id, starts_at);
CREATE INDEX slot_free_at_site ON slot (site_id, starts_at, id) WHERE has_seat;
CREATE INDEX slot_free_with_provider ON slot (provider_id, starts_at, id) WHERE has_seat;

-- A patient is in one place at a time. Name, phone and all else that was told is in `patient`, encrypted.
-- Of what an appointment names only the slot is checked by a foreign key, for the booking has it locked. Provider, session
-- and visit type are read from that slot in the same statement and are never deleted; to check them too, all bookings would
-- lock the same few rows for sharing.
CREATE TABLE appointment (
    id                   uuid PRIMARY KEY,
    reference            text NOT NULL,
    site_id              text NOT NULL,
    provider_id          uuid NOT NULL,
    visit_type_id        text NOT NULL,
    session_id           uuid NOT NULL,
    slot_ids             uuid[] NOT NULL,
    first_slot_id        uuid NOT NULL REFERENCES slot,
    starts_at            timestamptz NOT NULL,
    ends_at              timestamptz NOT NULL CHECK (ends_at > starts_at),
    state                text NOT NULL,
    patient_key          text NOT NULL,
    patient_id           text,
    contact_key          text NOT NULL,
    patient              bytea NOT NULL,
    cancellation_reason  text,
    cancelled_at         timestamptz,
    version              bigint NOT NULL,
    created_at           timestamptz NOT NULL,
    CONSTRAINT appointment_reference UNIQUE (reference),
    CONSTRAINT appointment_of_patient_overlaps
        EXCLUDE USING gist (patient_key WITH =, tstzrange(starts_at, ends_at) WITH &&) WHERE (state = 'BOOKED')
);
CREATE INDEX appointment_of_patient ON appointment (patient_key, starts_at, id);
