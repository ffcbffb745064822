package org.carepromise.kit.site;

/** What a configuration file says; a later version replaces an earlier one, never the other way round. */
public interface Versioned {

    /** From 1 on, higher with each change. */
    long version();
}
