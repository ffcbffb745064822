package org.carepromise.callback.request;

import java.util.List;
import java.util.Optional;

import org.carepromise.callback.admission.Pool;

/**
 * Agents of a site, and the callbacks that they alone are to make.
 *
 * @param served what they can do and speak; empty for the whole site
 * @param waiting whose promises the pool's are, in the same order
 */
public record SitePool(Optional<Served> served, Pool pool, List<Waiting> waiting) {

    public SitePool {
        waiting = List.copyOf(waiting);
    }

    /** A skill in a language. */
    public record Served(String skill, String language) {}
}
