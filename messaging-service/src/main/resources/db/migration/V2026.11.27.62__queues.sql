-- Who is given what. An urgent answer that nobody opened is a call to be made from call_due_at on.
ALTER TABLE thread ADD COLUMN call_due_at timestamptz;
CREATE INDEX thread_handed ON thread (handed_to, site_id, due_at, id) WHERE handed_to IS NOT NULL;
CREATE INDEX thread_calls ON thread (site_id, pool, call_due_at, id) WHERE call_due_at IS NOT NULL;
CREATE INDEX thread_kept_unseen ON thread (patient_key, site_id, id)
    WHERE kept_refused AND emergency AND state = 'WAITING' AND seen_at IS NULL;
CREATE INDEX message_unopened ON message (thread_id) WHERE author = 'STAFF' AND opened_at IS NULL;
