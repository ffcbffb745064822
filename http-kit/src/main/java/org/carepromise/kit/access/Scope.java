package org.carepromise.kit.access;

import java.util.Collection;
import java.util.Set;

/**
 * The sites or the pools that a token reaches. Absent or empty means none; {@code *} means all.
 *
 * @param names what is named; empty where {@code all}
 * @param all whether {@code *} was named
 */
public record Scope(Set<String> names, boolean all) {

    public static Scope of(Collection<String> claim) {
        return claim.contains("*") ? new Scope(Set.of(), true) : new Scope(Set.copyOf(claim), false);
    }

    public boolean covers(String name) {
        return all || names.contains(name);
    }
}
