package org.carepromise.kit.site;

import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * All policies, as one version of the policies file declares them.
 *
 * @param version of the file, at least 1; each policy's terms carry it too
 * @param general the policies of every site that has no other, one for each promise
 * @param bySite where a site departs from the general, by site id
 */
public record PolicyBook(
        long version, Map<PublishedPromise, SitePolicy> general, Map<String, Map<PublishedPromise, SitePolicy>> bySite)
        implements Versioned {

    public PolicyBook {
        general = inOrder(general);
        var copy = new LinkedHashMap<String, Map<PublishedPromise, SitePolicy>>();
        bySite.forEach((site, own) -> copy.put(site, inOrder(own)));
        bySite = Collections.unmodifiableMap(copy);
    }

    /** The policy of a promise at a site; the general one also for a site that is not declared. */
    public SitePolicy of(PublishedPromise promise, String site) {
        return bySite.getOrDefault(site, Map.of()).getOrDefault(promise, general.get(promise));
    }

    private static Map<PublishedPromise, SitePolicy> inOrder(Map<PublishedPromise, SitePolicy> policies) {
        var copy = new EnumMap<PublishedPromise, SitePolicy>(PublishedPromise.class);
        copy.putAll(policies);
        return Collections.unmodifiableMap(copy);
    }
}
