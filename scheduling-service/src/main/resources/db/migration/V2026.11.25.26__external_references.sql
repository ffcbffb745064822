-- What things are called in the systems that a clinic comes from: by these names a file is taken in twice without doubling
-- anything. A name leads to one thing of its kind; a thing may have several.
CREATE TABLE external_ref (
    kind        text NOT NULL,
    system      text NOT NULL,
    ref         text NOT NULL,
    subject_id  uuid NOT NULL,
    CONSTRAINT external_ref_names_one PRIMARY KEY (kind, system, ref)
);
CREATE INDEX external_ref_of_subject ON external_ref (kind, subject_id);
