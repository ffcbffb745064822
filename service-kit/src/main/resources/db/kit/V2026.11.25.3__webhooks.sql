-- Who is told of events, and what each was told.

-- `event_cursor` is the position up to which events are queued. Secrets are encrypted; the one before stays until
-- `previous_until`. Instants but created_at are of real time: they belong to the world outside.
CREATE TABLE webhook_endpoint (
    id               uuid CONSTRAINT webhook_endpoint_id PRIMARY KEY,
    owner            text NOT NULL,
    url              text NOT NULL,
    types            text[] NOT NULL,
    sites            text[] NOT NULL,
    description      text,
    secret           bytea NOT NULL,
    previous_secret  bytea,
    previous_until   timestamptz,
    state            text NOT NULL CHECK (state IN ('ENABLED', 'DISABLED')),
    disabled_reason  text CHECK ((state = 'DISABLED') = (disabled_reason IS NOT NULL)),
    disabled_at      timestamptz,
    failing_since    timestamptz,
    not_before       timestamptz,
    event_cursor     bigint NOT NULL,
    version          bigint NOT NULL,
    created_at       timestamptz NOT NULL
);
CREATE INDEX webhook_endpoint_owner ON webhook_endpoint (owner, id);

-- One event on its way to one endpoint. `due_at` is null while the subject's event before it is on its way; a claim moves
-- it to the end of its lease, so that what a crash left behind is due again by itself. `attempts` fences late writers.
CREATE TABLE webhook_delivery (
    endpoint_id       uuid NOT NULL,
    position          bigint NOT NULL,
    event_id          uuid NOT NULL,
    subject           text NOT NULL,
    state             text NOT NULL CHECK (state IN ('PENDING', 'DELIVERED', 'DEAD')),
    replay            boolean NOT NULL DEFAULT false,
    attempts          int NOT NULL DEFAULT 0,
    failures          int NOT NULL DEFAULT 0,
    first_attempt_at  timestamptz,
    due_at            timestamptz,
    lease_until       timestamptz,
    last_status       int,
    last_failure      text,
    ended_at          timestamptz,
    created_at        timestamptz NOT NULL,
    PRIMARY KEY (endpoint_id, position)
) WITH (fillfactor = 80);
CREATE INDEX webhook_delivery_due ON webhook_delivery (endpoint_id, due_at, position) WHERE state = 'PENDING' AND due_at IS NOT NULL;
CREATE INDEX webhook_delivery_in_flight ON webhook_delivery (endpoint_id, lease_until) WHERE lease_until IS NOT NULL;
CREATE INDEX webhook_delivery_of_subject ON webhook_delivery (endpoint_id, subject, position) WHERE state = 'PENDING';
CREATE INDEX webhook_delivery_state ON webhook_delivery (endpoint_id, state, position);
CREATE INDEX webhook_delivery_created ON webhook_delivery (created_at);

-- Replays are asked for by time.
CREATE INDEX IF NOT EXISTS event_time ON event (time);
