-- Rule sets of triage. At most one decides; where none does, the one that comes with the product. before_id is what decided
-- when this one was activated, to roll back to. replay holds counts, ids and the rules' own phrasings, never a patient's words.
CREATE TABLE rule_set (
    id             uuid PRIMARY KEY,
    rules_version  text NOT NULL,
    content        text NOT NULL,
    reason         text NOT NULL,
    state          text NOT NULL CHECK (state IN ('DRAFT', 'ACTIVE', 'RETIRED')),
    drafted_by     text NOT NULL,
    drafted_at     timestamptz NOT NULL,
    replay         jsonb,
    before_id      uuid REFERENCES rule_set,
    activated_at   timestamptz,
    activated_by   text,
    version        bigint NOT NULL,
    CONSTRAINT rule_set_version UNIQUE (rules_version)
);
CREATE UNIQUE INDEX rule_set_active ON rule_set (state) WHERE state = 'ACTIVE';

-- A new replay needs new signatures.
CREATE TABLE rule_set_signature (
    rule_set_id uuid NOT NULL REFERENCES rule_set ON DELETE CASCADE,
    person      text NOT NULL,
    signed_at   timestamptz NOT NULL,
    PRIMARY KEY (rule_set_id, person)
);

CREATE INDEX message_replayed ON message (id DESC) WHERE author IN ('PATIENT', 'PROXY');
