-- What workforce planners expected of a day or a week. It names no patient and no agent.

-- assumptions are as on the wire, arrivals {at, calls, agents} by interval; what they need is computed when they are read.
-- weeks_of are the Mondays of the weeks from whose calls the arrivals were taken, none where they were typed in.
CREATE TABLE staffing_plan (
    id           uuid PRIMARY KEY,
    site_id      text NOT NULL,
    name         text,
    starts_on    date NOT NULL,
    days         int NOT NULL CHECK (days BETWEEN 1 AND 7),
    assumptions  jsonb NOT NULL,
    weeks_of     date[] NOT NULL,
    arrivals     jsonb NOT NULL,
    created_at   timestamptz NOT NULL
);
CREATE INDEX staffing_plan_of_site ON staffing_plan (site_id, id);
CREATE INDEX staffing_plan_created ON staffing_plan (created_at);
