-- What is known of a site's capacity besides its rosters and hours, and that it has fallen.

-- Agents who were seen at a site: they took a callback, renewed, reported or said that they are there. They are present
-- until seen_until, exclusive. missed says that they were not seen again and that this was noticed.
CREATE TABLE callback_agent (
    site_id     text NOT NULL,
    agent       text NOT NULL,
    skills      text[] NOT NULL,
    languages   text[] NOT NULL,
    seen_until  timestamptz NOT NULL,
    missed      boolean NOT NULL,
    PRIMARY KEY (site_id, agent)
);
CREATE INDEX callback_agent_until ON callback_agent (seen_until);
CREATE INDEX callback_agent_to_miss ON callback_agent (seen_until) WHERE NOT missed;

-- Capacity that has fallen, as it was before: a roster, or open hours, or an agent. A row lasts until the promises that
-- were made on it have been looked at.
CREATE TABLE capacity_fall (
    id             bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    site_id        text NOT NULL,
    fallen_at      timestamptz NOT NULL,
    roster         jsonb,
    opened_at      timestamptz[],
    closed_at      timestamptz[],
    sites_version  bigint,
    skills         text[],
    languages      text[],
    CHECK (num_nonnulls(roster, sites_version, skills) = 1),
    CHECK (num_nulls(opened_at, closed_at, sites_version) IN (0, 3)),
    CHECK (num_nulls(skills, languages) IN (0, 2))
);
CREATE INDEX capacity_fall_of_site ON capacity_fall (site_id, id);

-- Agent time of a request starts at the claim. Of attempts made before, only the dial is known.
ALTER TABLE callback_attempt ADD COLUMN claimed_at timestamptz;

-- What agents took for the requests of a site that have ended lately.
CREATE TABLE callback_agent_time (
    site_id     text PRIMARY KEY,
    requests    int NOT NULL CHECK (requests > 0),
    seconds     double precision NOT NULL CHECK (seconds >= 0),
    learnt_at   timestamptz NOT NULL
);

-- For who serves several pools: what the scarcer ones have to keep.
CREATE INDEX callback_of_pool ON callback (site_id, skill, language, due_at) WHERE state = 'QUEUED';
