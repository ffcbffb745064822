package org.carepromise.kit.access;

import java.security.Principal;

/**
 * A caller without a token who has shown a site key: a booking page or a widget. Admitted where an operation's roles name
 * {@link Role#GUEST}, and nowhere else: an operation for every token ({@code **}) is not for guests.
 *
 * @param key the publishable key, no secret
 * @param site the one that it stands for
 */
public record Guest(String key, String site) implements Principal {

    public static final String HEADER = "Site-Key";

    @Override
    public String getName() {
        return key;
    }
}
