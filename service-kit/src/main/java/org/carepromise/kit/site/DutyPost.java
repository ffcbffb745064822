package org.carepromise.kit.site;

/**
 * What somebody is on duty as: a role in a pool, at each site by a roster of its own.
 *
 * @param pool such as {@code clinical}
 * @param role such as {@code nurse}
 */
public record DutyPost(String pool, String role) {

    /** @throws IllegalArgumentException if either is missing or blank */
    public DutyPost {
        if (pool == null || pool.isBlank() || role == null || role.isBlank()) {
            throw new IllegalArgumentException("pool, role: neither may be missing");
        }
    }

    /** {@code clinical/nurse} */
    @Override
    public String toString() {
        return pool + "/" + role;
    }
}
