-- The capacity rules: overbooking by staff, caps of visit types in a session, parts of a session that open later, holds,
-- and second resources. What can be counted is guarded here, whatever the code thinks.

ALTER TABLE visit_type
    ADD COLUMN future_limit                 int CHECK (future_limit > 0),
    ADD COLUMN resource_kind                text,
    ADD COLUMN cancellation_notice_seconds  int NOT NULL DEFAULT 0 CHECK (cancellation_notice_seconds >= 0),
    ADD COLUMN no_show_after_seconds        int CHECK (no_show_after_seconds > 0),
    ADD COLUMN reminder_days                int[] NOT NULL DEFAULT '{7,3,1}',
    ADD COLUMN instructions_en              text,
    ADD COLUMN instructions_es              text;

-- What a carve-out opens so long before the slot, or at a local time of its day, is the last slots of a session.
ALTER TABLE session_template
    ADD COLUMN overbook                        int NOT NULL DEFAULT 0 CHECK (overbook >= 0),
    ADD COLUMN caps                            jsonb NOT NULL DEFAULT '[]',
    ADD COLUMN carve_out_slots                 int CHECK (carve_out_slots > 0),
    ADD COLUMN carve_out_opens_before_seconds  int CHECK (carve_out_opens_before_seconds > 0),
    ADD COLUMN carve_out_opens_at              time,
    ADD CONSTRAINT session_template_carve_out CHECK (
        (carve_out_slots IS NOT NULL)::int = num_nonnulls(carve_out_opens_before_seconds, carve_out_opens_at));

-- A date on which a template's session is at other hours, or is none.
CREATE TABLE session_template_exception (
    template_id  uuid NOT NULL REFERENCES session_template,
    on_date      date NOT NULL,
    starts_at    time,
    ends_at      time,
    PRIMARY KEY (template_id, on_date),
    CHECK (ends_at > starts_at),
    CHECK (num_nonnulls(starts_at, ends_at) IN (0, 2))
);

-- `held` counts the seats that holds took and nobody has given back yet: an expired hold's too, until the next who wants
-- the seat. `overbook` are seats beyond the capacity that only staff may use. `has_seat` stays what appointments left:
-- a seat that is held comes back by itself.
ALTER TABLE slot
    ADD COLUMN overbook  int NOT NULL DEFAULT 0 CHECK (overbook >= 0),
    ADD COLUMN held      int NOT NULL DEFAULT 0,
    ADD COLUMN opens_at  timestamptz,
    DROP CONSTRAINT slot_capacity,
    ADD CONSTRAINT slot_capacity CHECK (taken >= 0 AND held >= 0 AND taken + held <= capacity + overbook);

-- At most so many visits of these types in the session. Holds are counted beside `taken`, while the row is locked.
CREATE TABLE session_cap (
    session_id      uuid NOT NULL REFERENCES session,
    number          int NOT NULL,
    visit_type_ids  text[] NOT NULL,
    most            int NOT NULL,
    taken           int NOT NULL DEFAULT 0,
    PRIMARY KEY (session_id, number),
    CONSTRAINT session_cap_most CHECK (taken BETWEEN 0 AND most)
);

-- A room or device that a visit needs beside its provider.
CREATE TABLE resource (
    id          uuid PRIMARY KEY,
    site_id     text NOT NULL,
    kind        text NOT NULL,
    name        text NOT NULL,
    version     bigint NOT NULL,
    created_at  timestamptz NOT NULL
);
CREATE INDEX resource_of_kind ON resource (site_id, kind, id);

-- Who has it when: an appointment, or a hold until it expires. `id` is theirs.
CREATE TABLE resource_use (
    id           uuid PRIMARY KEY,
    resource_id  uuid NOT NULL REFERENCES resource,
    during       tstzrange NOT NULL,
    expires_at   timestamptz,
    CONSTRAINT resource_use_overlaps EXCLUDE USING gist (resource_id WITH =, during WITH &&)
);
CREATE INDEX resource_use_expired ON resource_use (expires_at) WHERE expires_at IS NOT NULL;

-- Seats kept for a moment. A hold whose time is up stays HELD until it is pruned: nobody needs to end it.
-- `holder` is the caller who may book it.
CREATE TABLE hold (
    id             uuid PRIMARY KEY,
    purpose        text NOT NULL,
    holder         text NOT NULL,
    site_id        text NOT NULL,
    provider_id    uuid NOT NULL,
    visit_type_id  text NOT NULL,
    session_id     uuid NOT NULL,
    slot_ids       uuid[] NOT NULL,
    first_slot_id  uuid NOT NULL,
    starts_at      timestamptz NOT NULL,
    ends_at        timestamptz NOT NULL CHECK (ends_at > starts_at),
    resource_id    uuid,
    state          text NOT NULL,
    expires_at     timestamptz NOT NULL,
    version        bigint NOT NULL,
    created_at     timestamptz NOT NULL
);
CREATE INDEX hold_of_session ON hold (session_id, expires_at) WHERE state = 'HELD';
CREATE INDEX hold_of_holder ON hold (holder, expires_at) WHERE state = 'HELD';
CREATE INDEX hold_over ON hold (expires_at);

-- One row for each seat that `slot.held` counts.
CREATE TABLE held_seat (
    slot_id     uuid NOT NULL,
    hold_id     uuid NOT NULL,
    expires_at  timestamptz NOT NULL,
    PRIMARY KEY (slot_id, hold_id)
);
CREATE INDEX held_seat_of_hold ON held_seat (hold_id);

-- `sequence` rises when the time changes or falls out: reminders, links and invitations of an earlier one are void.
ALTER TABLE appointment
    ADD COLUMN resource_id      uuid,
    ADD COLUMN sequence         int NOT NULL DEFAULT 0,
    ADD COLUMN confirmed_at     timestamptz,
    ADD COLUMN checked_in_at    timestamptz,
    ADD COLUMN completed_at     timestamptz,
    ADD COLUMN no_show_at       timestamptz,
    ADD COLUMN cancellation_note  bytea,
    ADD COLUMN family_name_key    text,
    DROP CONSTRAINT appointment_of_patient_overlaps,
    ADD CONSTRAINT appointment_of_patient_overlaps
        EXCLUDE USING gist (patient_key WITH =, tstzrange(starts_at, ends_at) WITH &&)
        WHERE (state IN ('BOOKED', 'CHECKED_IN'));
CREATE INDEX appointment_of_session ON appointment (session_id, starts_at);
CREATE INDEX appointment_of_contact ON appointment (contact_key, starts_at);
CREATE INDEX appointment_of_family ON appointment (family_name_key, starts_at) WHERE family_name_key IS NOT NULL;
CREATE INDEX appointment_of_site ON appointment (site_id, starts_at);
-- For pruning: old rows lie together.
CREATE INDEX appointment_ended ON appointment USING brin (ends_at);
