-- Promises, and the timers by which they and everything else fall due.

-- An instant by which something will have happened for the patient. `policy` is what was promised, as the file said it when
-- the promise was made; `epoch` rises with each change, and a timer of an earlier one has no effect any more.
CREATE TABLE promise (
    id              uuid PRIMARY KEY,
    public_id       text NOT NULL, -- the id as events carry it, for the statement that writes them
    subject         text NOT NULL,
    site_id         text NOT NULL,
    policy_id       text NOT NULL,
    policy          jsonb NOT NULL,
    policy_version  bigint NOT NULL,
    site_version    bigint NOT NULL,
    started_at      timestamptz NOT NULL,
    since           timestamptz NOT NULL,
    banked_micros   bigint NOT NULL CHECK (banked_micros >= 0),
    target_at       timestamptz,
    limit_at        timestamptz NOT NULL,
    first_limit_at  timestamptz NOT NULL,
    within_sla      boolean NOT NULL,
    at_risk_at      timestamptz NOT NULL,
    tiers_at        timestamptz[] NOT NULL,
    state           text NOT NULL
                    CHECK (state IN ('ON_TRACK', 'AT_RISK', 'PAUSED', 'KEPT', 'BREACHED', 'WITHDRAWN')),
    kept_at         timestamptz,
    breached_at     timestamptz,
    ended_at        timestamptz,
    tier            int NOT NULL CHECK (tier >= 0),
    epoch           bigint NOT NULL
) WITH (fillfactor = 80);
CREATE INDEX promise_of_subject ON promise (subject, limit_at, id);
CREATE INDEX promise_open ON promise (id) WHERE state IN ('ON_TRACK', 'AT_RISK');
CREATE INDEX promise_ended ON promise (ended_at) WHERE ended_at IS NOT NULL;
-- two of one kind for one thing would be two answers to «until when?»
CREATE UNIQUE INDEX promise_open_once ON promise (subject, policy_id) WHERE state IN ('ON_TRACK', 'AT_RISK', 'PAUSED');

-- A promise's timers name their promise and are applied set by set; the others name a subject and call a handler by its
-- kind. `ready_at` is the due time, or later where a handler failed.
CREATE TABLE sla_timer (
    id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    promise_id    uuid REFERENCES promise ON DELETE CASCADE,
    kind          text NOT NULL,
    subject       text,
    tier          int NOT NULL,
    epoch         bigint NOT NULL,
    due_at        timestamptz NOT NULL,
    ready_at      timestamptz NOT NULL,
    site_id       text,
    data          jsonb,
    tries         int NOT NULL DEFAULT 0,
    set_aside_at  timestamptz,
    CHECK ((promise_id IS NULL) = (subject IS NOT NULL))
) WITH (autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_cost_delay = 0);
CREATE UNIQUE INDEX sla_timer_of_promise ON sla_timer (promise_id, kind, tier, epoch) WHERE promise_id IS NOT NULL;
CREATE UNIQUE INDEX sla_timer_of_subject ON sla_timer (subject, kind, tier, epoch) WHERE promise_id IS NULL;
CREATE INDEX sla_timer_promises_due ON sla_timer (due_at, id) WHERE promise_id IS NOT NULL;
CREATE INDEX sla_timer_ready ON sla_timer (ready_at, id) WHERE promise_id IS NULL AND set_aside_at IS NULL;
CREATE INDEX sla_timer_set_aside ON sla_timer (id) WHERE set_aside_at IS NOT NULL;
