-- Hashes are made anew like ciphers; what a constraint refuses there is counted.
ALTER TABLE key_rotation_column ADD COLUMN clashing bigint NOT NULL DEFAULT 0;

-- A contact's hash goes with what it was made of: alone it could not be made anew.
UPDATE notice SET contact_key = '' WHERE patient IS NULL;
