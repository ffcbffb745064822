-- Sessions that a change of their template dropped, and lists of sessions.

-- What a change drops stays, closed: appointments that were cancelled in it name its slots. Another session may begin then.
DROP INDEX session_of_template;
CREATE UNIQUE INDEX session_of_template ON session (template_id, starts_at) WHERE state = 'OPEN';
CREATE INDEX session_at_site ON session (site_id, starts_at, id);
CREATE INDEX session_with_provider ON session (provider_id, starts_at, id);

-- A slot of no seat is closed: whoever waited for its lock finds nothing to take.
ALTER TABLE slot
    DROP CONSTRAINT slot_capacity_check,
    ADD CONSTRAINT slot_capacity_sign CHECK (capacity >= 0);
