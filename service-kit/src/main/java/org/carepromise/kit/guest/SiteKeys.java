package org.carepromise.kit.guest;

import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.AuthenticationRequest;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.quarkus.vertx.http.runtime.security.HttpCredentialTransport;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;

import org.carepromise.kit.access.Guest;
import org.carepromise.kit.access.Role;
import org.carepromise.kit.problem.HttpProblem;
import org.carepromise.kit.problem.Problem;
import org.carepromise.kit.site.Sites;
import org.carepromise.worktime.SiteKey;

/**
 * Takes a request without a token but with a site key for a guest's. To the platform a guest is still anonymous, with one
 * role: so operations for every token refuse guests, and those alone admit them that name the role.
 */
@ApplicationScoped
class SiteKeys implements HttpAuthenticationMechanism {

    private static final String ORIGIN = "Origin";

    private final Sites sites;

    SiteKeys(Sites sites) {
        this.sites = sites;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(RoutingContext exchange, IdentityProviderManager identities) {
        var headers = exchange.request().headers();
        var key = headers.get(Guest.HEADER);
        if (key == null || headers.contains(HttpHeaders.AUTHORIZATION)) {
            return Uni.createFrom().nullItem();
        }
        return Uni.createFrom().item(() -> identity(key, headers.get(ORIGIN)));
    }

    private SecurityIdentity identity(String key, String origin) {
        var known = sites.current().siteKey(key).orElseThrow(() -> refused(HttpProblem.SITE_KEY_UNKNOWN));
        if (!mayUse(known, origin)) {
            throw refused(HttpProblem.ORIGIN_NOT_ALLOWED);
        }
        return QuarkusSecurityIdentity.builder()
                .setAnonymous(true)
                .setPrincipal(new Guest(key, known.siteId()))
                .addRole(Role.GUEST)
                .build();
    }

    /** Browsers name the page's origin, always on a POST; a server that books for its own page names none. */
    private static boolean mayUse(SiteKey key, String origin) {
        return origin == null || key.allows(origin);
    }

    private static AuthenticationFailedException refused(HttpProblem why) {
        return new AuthenticationFailedException(Problem.of(why));
    }

    @Override
    public Uni<ChallengeData> getChallenge(RoutingContext exchange) {
        return Uni.createFrom().nullItem();
    }

    @Override
    public Set<Class<? extends AuthenticationRequest>> getCredentialTypes() {
        return Set.of();
    }

    @Override
    public Uni<HttpCredentialTransport> getCredentialTransport(RoutingContext exchange) {
        return Uni.createFrom()
                .item(new HttpCredentialTransport(HttpCredentialTransport.Type.OTHER_HEADER, Guest.HEADER));
    }
}
