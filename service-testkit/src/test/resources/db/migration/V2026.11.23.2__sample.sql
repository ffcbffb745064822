-- What the kit's own tests write.

CREATE TABLE thing (
    id          uuid PRIMARY KEY,
    name        text NOT NULL CONSTRAINT thing_name_free UNIQUE,
    site_id     text NOT NULL,
    patient     bytea,
    created_at  timestamptz NOT NULL
);

CREATE TABLE counter (
    name   text PRIMARY KEY,
    value  int NOT NULL
);
