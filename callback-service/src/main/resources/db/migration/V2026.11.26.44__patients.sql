-- Callbacks that staff find, and requests that were refused though their words told of danger.

-- A keyed hash of the folded family name; none for who has no name, and for callbacks from before.
ALTER TABLE callback ADD COLUMN family_name_key text;

CREATE INDEX callback_of_family ON callback (family_name_key, id) WHERE family_name_key IS NOT NULL;

-- When it was changed last, since it was made: whoever keeps a copy asks for what is newer.
ALTER TABLE callback ADD COLUMN updated_at timestamptz;
CREATE INDEX callback_updated ON callback (site_id, coalesce(updated_at, created_at));

CREATE INDEX callback_of_site ON callback (site_id, id);

-- REFUSED was promised to nobody: kept so that whoever is alerted finds whom to call.
ALTER TABLE callback DROP CONSTRAINT callback_state_check;
ALTER TABLE callback ADD CONSTRAINT callback_state_check
    CHECK (state IN ('QUEUED', 'CLAIMED', 'RETRY_WAIT', 'REACHED', 'DECLINED', 'WRONG_NUMBER', 'UNREACHABLE',
                     'CANCELLED', 'ANSWERED', 'REFUSED'));
