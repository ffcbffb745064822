package org.carepromise.kit.site;

/**
 * The sites and the policies that are in force together. A pair that promises what nobody is there to keep, or whose files
 * name what the other does not declare, does not exist.
 *
 * <p>Where a use case needs both, it takes one of these, so that both are of one moment. It is fired as a CDI event, on
 * every replica, at the start of the service and after each change; an observer must not block.
 */
public record SiteConfiguration(SiteDirectory sites, PolicyBook policies) {

    /**
     * @throws InvalidFile if a policy is for a site that is not declared, names a pool or role that is none, or is ELAPSED
     *     at a site whose week leaves hours without anybody there; names site, policy and the first such stretch
     */
    public SiteConfiguration {
        var declared = sites;
        policies.bySite().forEach((site, own) -> {
            InvalidFile.require(declared.calendars().containsKey(site), "site " + site + ": not in the sites file");
            own.forEach((promise, policy) -> requireDeclared(declared.pools(), "site " + site + ": ", promise, policy));
        });
        policies.general().forEach((promise, policy) -> requireDeclared(declared.pools(), "", promise, policy));
        Cover.requireWeekCovered(sites, policies);
    }

    /** Whether nothing has changed; a version says the same on every replica. */
    boolean sameVersionsAs(SiteConfiguration other) {
        return other != null
                && sites.version() == other.sites.version()
                && policies.version() == other.policies.version();
    }

    private static void requireDeclared(Pools pools, String site, PublishedPromise promise, SitePolicy policy) {
        var place = site + "policy " + promise.id();
        policy.onDuty().ifPresent(post -> InvalidFile.at(place + ": onDuty", () -> pools.require(post)));
        policy.ladder().forEach(post -> InvalidFile.at(place + ": ladder", () -> pools.require(post)));
    }
}
