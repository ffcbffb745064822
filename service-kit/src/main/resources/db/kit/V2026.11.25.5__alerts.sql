-- Alerts to staff: one for each cause, walking its duty roster until somebody answers for it.

-- `step` is the last one taken, 0 before the first. `epoch` rises when the walk is cut short or stopped; a timer of an
-- earlier one has no effect any more.
CREATE TABLE alert (
    id               uuid PRIMARY KEY,
    cause            text NOT NULL CONSTRAINT alert_of_cause UNIQUE,
    site_id          text NOT NULL,
    pool             text NOT NULL,
    role             text NOT NULL,
    kind             text NOT NULL,
    subject          text NOT NULL,
    promise_id       text,
    state            text NOT NULL CHECK (state IN ('OPEN', 'UNANSWERED', 'ACKNOWLEDGED')),
    step             int NOT NULL CHECK (step >= 0),
    epoch            bigint NOT NULL,
    version          bigint NOT NULL,
    raised_at        timestamptz NOT NULL,
    unanswered_at    timestamptz,
    acknowledged_at  timestamptz,
    acknowledged_by  text,
    CHECK ((state = 'ACKNOWLEDGED') = (acknowledged_at IS NOT NULL))
) WITH (fillfactor = 80);
CREATE INDEX alert_in_state ON alert (state, id);
CREATE INDEX alert_acknowledged ON alert (acknowledged_at) WHERE acknowledged_at IS NOT NULL;

-- Whom it went to, and the message that tells them: decided here once, delivered at least once under one key. Tries are
-- on the machine's time; `person` is empty for the last resort.
CREATE TABLE alert_step (
    alert_id     uuid NOT NULL REFERENCES alert ON DELETE CASCADE,
    step         int NOT NULL CHECK (step > 0),
    rung         text NOT NULL CHECK (rung IN ('ON_DUTY', 'LAST_RESORT', 'REPEAT')),
    person       text,
    channel      text NOT NULL,
    address      text NOT NULL,
    at           timestamptz NOT NULL,
    delivery     text NOT NULL CHECK (delivery IN ('PENDING', 'DELIVERED', 'AT_DESK', 'GIVEN_UP', 'WITHDRAWN')),
    tries        int NOT NULL DEFAULT 0,
    next_try_at  timestamptz NOT NULL,
    PRIMARY KEY (alert_id, step)
) WITH (fillfactor = 80);
CREATE INDEX alert_step_to_deliver ON alert_step (next_try_at) WHERE delivery = 'PENDING';
-- Nobody is told twice of one alert, whatever the code thinks.
CREATE UNIQUE INDEX alert_step_person ON alert_step (alert_id, person) WHERE person IS NOT NULL;
