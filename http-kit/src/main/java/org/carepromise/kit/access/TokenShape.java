package org.carepromise.kit.access;

import java.util.regex.Pattern;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;

/**
 * Keeps what is no token away from the platform, which takes some of it apart before it looks whether there are parts
 * ({@code Bearer ...} is answered 500). Such a token is replaced by a plain word, which the platform refuses as it should.
 */
@Singleton
class TokenShape {

    /** Before the platform's authentication, which stands at 200. */
    private static final int PRIORITY = 300;

    private static final String AUTHORIZATION = "Authorization";
    private static final Pattern BEARER = Pattern.compile("(?i)bearer .*");
    private static final Pattern SIGNED_TOKEN =
            Pattern.compile("(?i)bearer +[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+");
    private static final String REFUSED = "Bearer malformed";

    void stand(@Observes Filters filters) {
        filters.register(TokenShape::replaceMalformed, PRIORITY);
    }

    private static void replaceMalformed(RoutingContext exchange) {
        var headers = exchange.request().headers();
        var sent = headers.getAll(AUTHORIZATION);
        // Of two tokens the platform would take the first, and a proxy perhaps the second.
        if (sent.size() > 1 || sent.size() == 1 && isMalformed(sent.get(0))) {
            headers.set(AUTHORIZATION, REFUSED);
        }
        exchange.next();
    }

    static boolean isMalformed(String authorization) {
        return BEARER.matcher(authorization).matches()
                && !SIGNED_TOKEN.matcher(authorization).matches();
    }
}
