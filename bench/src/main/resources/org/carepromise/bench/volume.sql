-- Half a year of a large clinic: 300 providers at three sites, 180 days of slots, half a million appointments, and the
-- keys, events and audit rows that they leave. Foreign keys are not asked and seals not made: only the plans matter.
SET session_replication_role = replica;
SET timezone = 'UTC';

INSERT INTO visit_type (id, name, modality, length_seconds, buffer_before_seconds, buffer_after_seconds, lead_time_seconds,
                        horizon_seconds, version, created_at)
SELECT 'type-' || n, 'Visit ' || n, 'IN_PERSON', 1200, 0, 0, 3600, 90 * 86400, 1, now() FROM generate_series(1, 20) AS n;

INSERT INTO provider (id, name, site_ids, visit_type_ids, languages, version, created_at)
SELECT uuidv7(), 'Volume ' || n, ARRAY[(ARRAY['springfield', 'chatham', 'honolulu'])[1 + n % 3]], ARRAY['type-1', 'type-2', 'type-' || 3 + n % 18], '{en}', 1, now()
  FROM generate_series(1, 300) AS n;

INSERT INTO session (id, provider_id, site_id, starts_at, ends_at, visit_type_ids)
SELECT uuidv7(), provider.id, provider.site_ids[1], day + interval '14 hours', day + interval '20 hours 40 minutes',
       CASE WHEN random() < 0.2 THEN ARRAY['type-1'] END
  FROM provider, generate_series(date_trunc('day', now()), now() + interval '179 days', interval '1 day') AS day
 WHERE provider.name LIKE 'Volume %';

-- The next weeks are all but full.
INSERT INTO slot (id, session_id, provider_id, site_id, starts_at, ends_at, capacity, taken)
SELECT uuidv7(), session.id, session.provider_id, session.site_id, at, at + interval '20 minutes', 1,
       CASE WHEN random() < CASE WHEN at < now() + interval '21 days' THEN 0.98 ELSE 0.3 END THEN 1 ELSE 0 END
  FROM session, generate_series(session.starts_at, session.ends_at - interval '20 minutes', interval '20 minutes') AS at
 WHERE session.template_id IS NULL;

INSERT INTO appointment (id, reference, site_id, provider_id, visit_type_id, session_id, slot_ids, first_slot_id, starts_at,
                         ends_at, state, patient_key, patient_id, contact_key, patient, version, created_at)
SELECT uuidv7(), 'V' || n, site_id, provider_id, 'type-1', session_id, ARRAY[id], id, starts_at, ends_at,
       CASE WHEN n % 10 = 0 THEN 'CANCELLED' ELSE 'BOOKED' END, 'pat-' || n % 100000, 'pat-' || n % 100000,
       'contact-' || n % 100000, decode(repeat('ab', 150), 'hex'), 1, now() - interval '1 day'
  FROM (SELECT slot.*, row_number() OVER (ORDER BY starts_at, id) AS n FROM slot WHERE capacity = 1) AS slot
 WHERE n <= 500000;

INSERT INTO idempotency (owner, operation, key, request_hash, expires_at, status, body, location, etag)
SELECT '6:portal|pat-' || n % 100000, 'bookAppointment', 'key-' || n, '\xab', now() + n * interval '150 milliseconds', 201,
       decode(repeat('ab', 400), 'hex'), '/v1/appointments/' || n, '"1"'
  FROM generate_series(1, 500000) AS n;

INSERT INTO event (id, position, type, subject, site_id, time, data)
SELECT uuidv7(), n, 'carepromise.appointment.booked.v1', 'appt_' || n, (ARRAY['springfield', 'chatham', 'honolulu'])[1 + n % 3], now(), '{"state": "BOOKED"}'
  FROM generate_series(1, 500000) AS n;

INSERT INTO audit_entry (xid, at, person, token, action, object, site_id, patient_ids)
SELECT (n / 10)::text::xid8, now(), 'user', 'portal', 'bookAppointment', 'appt_' || n / 2, (ARRAY['springfield', 'chatham', 'honolulu'])[1 + n % 3],
       ARRAY['pat-' || n % 100000]
  FROM generate_series(1, 1000000) AS n;

SET session_replication_role = origin;
