package org.carepromise.kit.site;

/** A version of a configuration file as it is, or is to be, in the database. */
record StoredFile(String kind, long version, String content) {}
