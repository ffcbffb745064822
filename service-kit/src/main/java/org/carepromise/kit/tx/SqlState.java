package org.carepromise.kit.tx;

/** The PostgreSQL error codes that the product acts on. */
public final class SqlState {

    public static final String SERIALIZATION_FAILURE = "40001";
    public static final String DEADLOCK = "40P01";
    public static final String LOCK_NOT_AVAILABLE = "55P03";
    public static final String UNIQUE_VIOLATION = "23505";
    public static final String CHECK_VIOLATION = "23514";
    public static final String EXCLUSION_VIOLATION = "23P01";
    /** {@code character_not_in_repertoire}: PostgreSQL takes every Unicode character but NUL. */
    static final String CHARACTER_NOT_STORABLE = "22021";

    static final String QUERY_CANCELED = "57014";

    private SqlState() {}
}
