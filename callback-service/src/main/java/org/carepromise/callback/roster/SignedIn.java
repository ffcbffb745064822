package org.carepromise.callback.roster;

import java.util.List;

/**
 * Who is seen signed in at a site.
 *
 * @param counts whether it matters: nobody is missing at a site at which nobody signs in
 * @param present seen within a quarter of an hour
 */
public record SignedIn(boolean counts, List<SeenAgent> present) {

    public static final SignedIn UNUSED = new SignedIn(false, List.of());

    public SignedIn {
        present = List.copyOf(present);
    }
}
