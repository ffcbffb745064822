package org.carepromise.gateway;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;

/** The one door of the product. */
@QuarkusMain
public final class Gateway {

    /**
     * The platform answers a target that {@link java.net.URI} cannot read with a bare 400, before any handler of ours.
     * Switched off, such a target meets {@code RawPath}, which is stricter and answers with a problem.
     */
    public static final String PLATFORM_TARGET_CHECK_OFF = "vertx.disableURIValidation";

    private Gateway() {}

    public static void main(String... arguments) {
        System.setProperty(PLATFORM_TARGET_CHECK_OFF, "true");
        Quarkus.run(arguments);
    }
}
