-- Answers that may be given word by word. Editions of one name and language; at most one of them is approved.
CREATE TABLE script (
    id          uuid PRIMARY KEY,
    name        text NOT NULL,
    topic       text NOT NULL,
    language    text NOT NULL CHECK (language IN ('en', 'es')),
    edition     int NOT NULL CHECK (edition > 0),
    title       text NOT NULL,
    body        text NOT NULL,
    state       text NOT NULL CHECK (state IN ('DRAFT', 'APPROVED', 'RETIRED')),
    drafted_by  text NOT NULL,
    drafted_at  timestamptz NOT NULL,
    approved_by text,
    approved_at timestamptz,
    retired_at  timestamptz,
    version     bigint NOT NULL,
    CHECK (state <> 'APPROVED' OR approved_by IS NOT NULL),
    CHECK ((state = 'RETIRED') = (retired_at IS NOT NULL)),
    CONSTRAINT script_edition UNIQUE (name, language, edition)
);
CREATE UNIQUE INDEX script_approved ON script (name, language) WHERE state = 'APPROVED';
CREATE INDEX script_of_topic ON script (topic, language, state, id);
