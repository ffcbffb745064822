-- What every service's database holds, whatever the service is about.

-- The service writes rows; the owner, who runs these migrations, alone changes structure and rights.
ALTER DEFAULT PRIVILEGES GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO "${service}";
ALTER DEFAULT PRIVILEGES GRANT USAGE, SELECT ON SEQUENCES TO "${service}";

-- The sandbox's test clock: how far the product's time is ahead of real time.
CREATE TABLE sandbox_clock (
    only_row      boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    ahead_micros  bigint NOT NULL CHECK (ahead_micros >= 0)
);

-- Sites and policies as stored once by whichever replica saw the new file first; all use the highest version.
CREATE TABLE configuration_file (
    kind       text NOT NULL,
    version    bigint NOT NULL,
    content    text NOT NULL,
    stored_at  timestamptz NOT NULL,
    PRIMARY KEY (kind, version)
);

-- One row per Idempotency-Key, written in the transaction of its effect. Body and headers are those of the 2xx answer.
CREATE TABLE idempotency (
    owner         text NOT NULL,
    operation     text NOT NULL,
    key           text NOT NULL,
    request_hash  bytea NOT NULL,
    expires_at    timestamptz NOT NULL,
    status        int,
    body          bytea,
    location      text,
    etag          text,
    PRIMARY KEY (owner, operation, key)
) WITH (fillfactor = 70); -- room for the answer, which comes when the key is there already
CREATE INDEX idempotency_expiry ON idempotency (expires_at);

-- The event log. `seq` is drawn after every row that the event tells of is locked; `position` comes later, from a relay.
CREATE SEQUENCE event_seq;
CREATE TABLE event (
    id        uuid PRIMARY KEY,
    seq       bigint NOT NULL DEFAULT nextval('event_seq'),
    position  bigint,
    type      text NOT NULL,
    subject   text NOT NULL,
    site_id   text NOT NULL,
    time      timestamptz NOT NULL,
    data      jsonb NOT NULL
);
CREATE UNIQUE INDEX event_position ON event (position) WHERE position IS NOT NULL;
CREATE INDEX event_unnumbered ON event (seq) WHERE position IS NULL;

-- Who read or wrote which patient's data. Rows are only ever added; seals chain them, in batches, once committed.
CREATE TABLE audit_entry (
    position     bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    xid          xid8 NOT NULL DEFAULT pg_current_xact_id(),
    at           timestamptz NOT NULL,
    person       text NOT NULL,
    token        text NOT NULL,
    action       text NOT NULL,
    object       text NOT NULL,
    site_id      text,
    patient_ids  text[] NOT NULL,
    trace_id     text
);
CREATE INDEX audit_entry_xid ON audit_entry (xid);
CREATE INDEX audit_entry_object ON audit_entry (object, position);
CREATE INDEX audit_entry_patient ON audit_entry USING gin (patient_ids);

CREATE TABLE audit_seal (
    number      bigint PRIMARY KEY,
    xid_from    xid8 NOT NULL,
    xid_to      xid8 NOT NULL,
    positions   bigint[] NOT NULL,
    row_hashes  bytea NOT NULL,
    previous    bytea NOT NULL,
    hash        bytea NOT NULL,
    sealed_at   timestamptz NOT NULL
);

REVOKE UPDATE, DELETE, TRUNCATE ON audit_entry, audit_seal FROM "${service}";
