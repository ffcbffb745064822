-- Search finds the sessions of a time by site or provider, then their slots that have a seat: days that are all but full
-- cost one look at each session. Indices of all free slots by time would read every session's of a site that takes
-- other visits.
CREATE INDEX slot_free_in_session ON slot (session_id, starts_at) WHERE has_seat;
DROP INDEX slot_free_at_site;
DROP INDEX slot_free_with_provider;
