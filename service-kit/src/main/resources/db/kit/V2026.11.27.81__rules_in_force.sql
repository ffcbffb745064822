-- The rule set of triage that decides in this service: the last one known to be active. Without a row the bundled one does.
CREATE TABLE rules_in_force (
    one      boolean PRIMARY KEY CHECK (one),
    version  text NOT NULL,
    content  text NOT NULL,
    taken_at timestamptz NOT NULL
);
