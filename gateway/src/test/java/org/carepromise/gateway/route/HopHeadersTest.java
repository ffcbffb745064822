package org.carepromise.gateway.route;

import java.util.Set;

import io.vertx.core.MultiMap;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class HopHeadersTest {

    @Test
    void whatACallerCouldPoseWithIsTakenAway() {
        var headers = MultiMap.caseInsensitiveMultiMap();
        for (var name : new String[] {
            "X-Forwarded-For",
            "X-Forwarded-Anything",
            "X_Forwarded_For",
            "x-forwarded_host",
            "Forwarded",
            "X-Real-IP",
            "X-Request-ID",
            "X-HTTP-Method-Override",
            "X-Original-URL",
            "Via",
            "Remote-User",
            "traceparent"
        }) {
            headers.add(name, "x");
        }
        HopHeaders.cleanRequest(headers, Set.of());
        assertThat(headers.names()).isEmpty();
    }

    @Test
    void whatTheConnectionHeaderNamesEndsHere() {
        var headers = MultiMap.caseInsensitiveMultiMap()
                .add("Connection", "close, X-Secret ,,Keep-Alive")
                .add("X-Secret", "1")
                .add("TE", "trailers")
                .add("Upgrade", "h2c")
                .add("Proxy-Authorization", "x")
                .add("Accept", "application/json");
        HopHeaders.cleanAnswer(headers);
        assertThat(headers.names()).containsExactly("Accept");
    }

    @Test
    void everythingElsePasses() {
        var headers = MultiMap.caseInsensitiveMultiMap()
                .add("Authorization", "Bearer x")
                .add("Idempotency-Key", "k")
                .add("If-Match", "\"1\"")
                .add("Accept-Language", "es")
                .add("On-Behalf-Of-Patient", "p");
        HopHeaders.cleanRequest(headers, Set.of("on-behalf-of-agent"));
        assertThat(headers.size()).isEqualTo(5);
    }

    @Test
    void actingHeadersGoAsTold() {
        var headers = MultiMap.caseInsensitiveMultiMap()
                .add("on-behalf-of-patient", "p")
                .add("On-Behalf-Of-Patient", "q");
        HopHeaders.cleanRequest(headers, Set.of("On-Behalf-Of-Patient"));
        assertThat(headers.names()).isEmpty();
    }
}
