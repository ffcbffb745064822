-- A hundred thousand who wait at fifty sites, after those who are to be taken: most for a first attempt, some for another one,
-- some in a window of their own. Nobody's patient can be read.
INSERT INTO callback (id, site_id, topic, skill, language, state, window_start_at, window_end_at, release_at, due_at,
                      zone, attempts, retry_at, first_attempt_at, lease_epoch, asked_topic, patient_key, patient_id,
                      contact_key, patient, version, created_at)
SELECT uuidv7(), site, topic, topic, CASE WHEN n %% 5 = 0 THEN 'es' ELSE 'en' END,
       CASE WHEN is_retry THEN 'RETRY_WAIT' ELSE 'QUEUED' END,
       CASE WHEN in_window THEN due - interval '30 minutes' END, CASE WHEN in_window THEN due END,
       CASE WHEN in_window THEN due - interval '30 minutes' ELSE now() END, due,
       '%s', is_retry::int, CASE WHEN is_retry THEN now() + n * interval '1 second' END,
       CASE WHEN is_retry THEN now() END, 0, '', 'bench-' || n, 'bench-' || n, 'bench-' || n, '\x00', 1, now()
  FROM (SELECT n, 'bench' || coalesce('-' || nullif(n / 30 %% 50, 0), '') AS site,
               (ARRAY['scheduling', 'billing', 'clinical'])[n %% 3 + 1] AS topic, n %% 10 = 9 AS is_retry,
               n %% 20 = 3 AS in_window, date_trunc('second', now()) + interval '150 minutes' + n * interval '1 second' AS due
          FROM generate_series(1, 100000) n) drawn;
