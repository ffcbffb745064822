-- A limit that is not the policy's: what capacity keeps, or what was left when a thread was raised. A change of the site's
-- calendar does not move it; whoever made it does.
ALTER TABLE promise ADD COLUMN own_limit boolean NOT NULL DEFAULT false;
UPDATE promise SET own_limit = true WHERE policy_id = 'callback-first-attempt';
