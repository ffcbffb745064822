package org.carepromise.kit.sandbox;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/** What a process does not start with under the production profile; each fault names the property to change. */
final class ProductionRules {

    private static final String SANDBOX = "carepromise.sandbox.enabled";
    private static final String ISSUER = "quarkus.oidc.auth-server-url";
    private static final String FIXED_KEY = "quarkus.oidc.public-key";
    private static final String KEYS = "carepromise.keys.directory";

    private static final String INSECURE_WEBHOOKS = "carepromise.webhooks.allow-insecure";
    private static final String PRIVATE_WEBHOOKS = "carepromise.webhooks.allow-private-addresses";

    private ProductionRules() {}

    /**
     * @param setting a property's value, by its name
     * @param holdsSandboxKeys whether a folder's keys were made by a sandbox
     */
    static List<String> faults(Function<String, Optional<String>> setting, Predicate<String> holdsSandboxKeys) {
        var faults = new ArrayList<String>();
        if (isSet(setting, SANDBOX)) {
            faults.add(SANDBOX + " is set: anybody could make tokens and move the clock; unset it");
        }
        if (setting.apply(ISSUER).isEmpty()) {
            faults.add(ISSUER + " is missing: no token could be verified; name your OpenID Connect provider");
        }
        if (setting.apply(FIXED_KEY).isPresent()) {
            faults.add(FIXED_KEY + " is set: a key that never rotates is for sandboxes; unset it");
        }
        if (isSet(setting, INSECURE_WEBHOOKS)) {
            faults.add(INSECURE_WEBHOOKS + " is set: events would travel readable for all; unset it");
        }
        if (isSet(setting, PRIVATE_WEBHOOKS)) {
            faults.add(PRIVATE_WEBHOOKS + " is set: webhooks would reach into your own network; unset it");
        }
        setting.apply(KEYS)
                .filter(holdsSandboxKeys)
                .ifPresent(folder -> faults.add(KEYS + " holds a sandbox's keys; name a folder with keys of your own"));
        return faults;
    }

    private static boolean isSet(Function<String, Optional<String>> setting, String name) {
        return setting.apply(name).map(Boolean::parseBoolean).orElse(false);
    }
}
