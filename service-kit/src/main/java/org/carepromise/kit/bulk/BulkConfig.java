package org.carepromise.kit.bulk;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How much of a file is worked on at once. */
@ConfigMapping(prefix = "carepromise.bulk")
public interface BulkConfig {

    /** Lines to a transaction: what they lock is locked that long. */
    @WithDefault("200")
    int linesPerTransaction();

    /** A dry run is one transaction, rolled back at its end: what its lines would take is locked until then. */
    @WithDefault("20000")
    int linesPerDryRun();

    /** In bytes, line breaks inside quotes included. */
    @WithDefault("65536")
    int longestLine();

    /** Files that one replica takes in or writes out at the same time; each occupies a thread. */
    @WithDefault("4")
    int filesAtOnce();

    /**
     * Bytes of verdicts that wait for a caller who reads the answer only after sending the whole file. Beyond it the file
     * waits for its reader.
     */
    @WithDefault("8388608")
    int unreadAnswer();
}
