package org.carepromise.gateway.link;

import java.net.URI;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

import org.carepromise.kit.problem.HttpProblem;
import org.carepromise.kit.problem.Problem;

/**
 * Where the links in text messages lead, of which a part costs as much as all the words. What the token is good for, the
 * service knows.
 */
final class ShortLink {

    private static final String TOKEN = "lk_[A-Za-z0-9_-]{1,100}";

    private ShortLink() {}

    /** @param resource path of the links that it is one of, with a slash at its end */
    static Response to(String resource, String token) {
        if (!token.matches(TOKEN)) {
            throw Problem.of(HttpProblem.NOT_FOUND);
        }
        // Relative, and so to the host that was asked; the platform would put the service's own address in front.
        return Response.status(Response.Status.SEE_OTHER)
                .header(HttpHeaders.LOCATION, URI.create(resource + token).toString())
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }
}
