-- A million slots: 280 providers at three sites, 180 days, 20 slots a day; 20 of the providers are the third site's. The
-- next three weeks are all but full, and those of `bench-full` have one free slot in a month. A tenth of the sessions have
-- caps, some seats are held, and every taken seat is somebody's appointment. Foreign keys are not asked: only reading is
-- measured.
SET session_replication_role = replica;
SET timezone = 'UTC';

INSERT INTO visit_type (id, name, modality, length_seconds, buffer_before_seconds, buffer_after_seconds, lead_time_seconds,
                        horizon_seconds, resource_kind, version, created_at)
SELECT id, id, 'IN_PERSON', seconds, 0, 0, 3600, 90 * 86400, kind, 1, now()
  FROM (VALUES ('bench-short', 1200, NULL), ('bench-long', 2400, NULL), ('bench-room', 1200, 'room'),
               ('bench-full', 1200, NULL), ('bench-taken', 1200, NULL)) AS type (id, seconds, kind);

INSERT INTO provider (id, name, site_ids, visit_type_ids, languages, version, created_at)
SELECT uuidv7(), 'Bench ' || n, ARRAY[CASE WHEN n <= 20 THEN 'honolulu' WHEN n % 2 = 0 THEN 'springfield' ELSE 'chatham' END],
       CASE WHEN n BETWEEN 21 AND 40 THEN ARRAY['bench-full'] WHEN n BETWEEN 41 AND 60 THEN ARRAY['bench-taken']
            ELSE ARRAY['bench-short', 'bench-long', 'bench-room'] END,
       CASE WHEN n % 4 = 0 THEN '{en,es}'::text[] ELSE '{en}' END, 1, now()
  FROM generate_series(1, 280) AS n;

INSERT INTO session (id, provider_id, site_id, starts_at, ends_at)
SELECT uuidv7(), provider.id, provider.site_ids[1], day + interval '18 hours', day + interval '24 hours 40 minutes'
  FROM provider, generate_series(date_trunc('day', now()), now() + interval '179 days', interval '1 day') AS day
 WHERE provider.name LIKE 'Bench %';

INSERT INTO slot (id, session_id, provider_id, site_id, starts_at, ends_at, capacity, taken)
SELECT uuidv7(), session.id, session.provider_id, session.site_id, at, at + interval '20 minutes', 1,
       CASE WHEN random() < CASE WHEN provider.visit_type_ids[1] IN ('bench-full', 'bench-taken') AND at < now() + interval '40 days' THEN 1
                                 WHEN at < now() + interval '21 days' THEN 0.98 ELSE 0.3 END THEN 1 ELSE 0 END
  FROM session
  JOIN provider ON provider.id = session.provider_id,
       generate_series(session.starts_at, session.ends_at - interval '20 minutes', interval '20 minutes') AS at;

-- the one free slot of a month
UPDATE slot SET taken = 0
 WHERE id = (SELECT slot.id FROM slot JOIN provider ON provider.id = slot.provider_id
              WHERE provider.visit_type_ids[1] = 'bench-full' AND slot.starts_at > now() + interval '29 days'
              ORDER BY slot.starts_at LIMIT 1);

INSERT INTO session_cap (session_id, number, visit_type_ids, most, taken)
SELECT id, 1, ARRAY['bench-short', 'bench-long'], 25, 3 FROM session WHERE random() < 0.1;

INSERT INTO hold (id, purpose, holder, site_id, provider_id, visit_type_id, session_id, slot_ids, first_slot_id, starts_at,
                  ends_at, state, expires_at, version, created_at)
SELECT uuidv7(), 'REQUEST', id, site_id, provider_id, 'bench-short', session_id, ARRAY[id], id, starts_at, ends_at, 'HELD',
       now() + interval '1 hour', 1, now()
  FROM slot WHERE taken = 0 AND random() < 0.02;
INSERT INTO held_seat (slot_id, hold_id, expires_at) SELECT first_slot_id, id, expires_at FROM hold;
UPDATE slot SET held = 1 FROM held_seat WHERE slot.id = held_seat.slot_id;

INSERT INTO appointment (id, reference, site_id, provider_id, visit_type_id, session_id, slot_ids, first_slot_id, starts_at,
                         ends_at, state, patient_key, patient_id, contact_key, patient, version, created_at)
SELECT uuidv7(), 'A' || row_number() OVER (), site_id, provider_id, 'bench-short', session_id, ARRAY[id], id, starts_at, ends_at,
       'BOOKED', 'pat-' || id, 'pat-' || id, 'contact-' || id, decode(repeat('ab', 150), 'hex'), 1, now()
  FROM slot WHERE taken = 1;

INSERT INTO resource (id, site_id, kind, name, version, created_at)
SELECT uuidv7(), (ARRAY['springfield', 'chatham', 'honolulu'])[1 + n % 3], 'room', 'Room ' || n, 1, now()
  FROM generate_series(1, 60) AS n;
INSERT INTO resource_use (id, resource_id, during)
SELECT uuidv7(), resource.id, tstzrange(at, at + interval '20 minutes')
  FROM resource, generate_series(date_trunc('day', now()), now() + interval '60 days', interval '40 minutes') AS at;

SET session_replication_role = origin;
