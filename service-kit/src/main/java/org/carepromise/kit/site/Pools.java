package org.carepromise.kit.site;

import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The pools that requests go to, and the roles on duty in each. Rosters, routes and policies may name no others, so that a
 * slip of the pen is a refusal and not a request that nobody sees.
 *
 * @param roles on duty, by pool; a pool may have none
 */
public record Pools(Map<String, Set<String>> roles) {

    public Pools {
        var copy = new TreeMap<String, Set<String>>();
        roles.forEach((pool, its) -> copy.put(pool, Set.copyOf(its)));
        roles = Collections.unmodifiableMap(copy);
    }

    /** @throws IllegalArgumentException naming the pools there are */
    public String require(String pool) {
        if (pool == null || !roles.containsKey(pool)) {
            throw new IllegalArgumentException("no pool: " + pool + "; declared are " + roles.keySet());
        }
        return pool;
    }

    /** @throws IllegalArgumentException naming the roles there are */
    public DutyPost require(DutyPost post) {
        var its = roles.get(require(post.pool()));
        if (!its.contains(post.role())) {
            throw new IllegalArgumentException(
                    "no role on duty in pool " + post.pool() + ": " + post.role() + "; declared are " + its);
        }
        return post;
    }
}
