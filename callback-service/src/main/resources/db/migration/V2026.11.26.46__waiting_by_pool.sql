-- What waits at a site is counted by skill, language and times with each request. With all of these in one index that
-- reads neither rows nor what has ended there.
DROP INDEX callback_first_attempts_of_pool;
CREATE INDEX callback_first_attempts_of_pool ON callback (site_id, skill, language, due_at, release_at)
    WHERE state = 'QUEUED';
