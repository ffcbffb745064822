package org.carepromise.scheduling.imports;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import org.carepromise.kit.request.LargerBody;

/** A file to be taken in may be larger than any other body: 100 MiB. */
final class ImportBody {

    /** As the contract says it to the gateway. */
    static final String BYTES = "104857600";

    private ImportBody() {}

    @Produces
    @Singleton
    static LargerBody largerBody() {
        return new LargerBody("/v1/scheduling-imports", Long.parseLong(BYTES));
    }
}
