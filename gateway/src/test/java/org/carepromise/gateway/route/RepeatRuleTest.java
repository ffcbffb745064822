package org.carepromise.gateway.route;

import io.vertx.core.MultiMap;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.carepromise.gateway.route.RepeatRule.Sending.BODILESS;
import static org.carepromise.gateway.route.RepeatRule.Sending.KEPT;
import static org.carepromise.gateway.route.RepeatRule.Sending.ONCE;

class RepeatRuleTest {

    @Test
    void aReadingMayBeRepeated() {
        assertThat(RepeatRule.of("GET", headers())).isEqualTo(BODILESS);
        assertThat(RepeatRule.of("HEAD", headers("content-length", "0"))).isEqualTo(BODILESS);
    }

    @Test
    void aPostWithAnIdempotencyKeyAndAShortBodyMayBeRepeated() {
        assertThat(RepeatRule.of("POST", headers("idempotency-key", "k", "content-length", "16384")))
                .isEqualTo(KEPT);
    }

    @Test
    void everythingElseGoesOnce() {
        assertThat(RepeatRule.of("POST", headers("content-length", "5"))).isEqualTo(ONCE);
        assertThat(RepeatRule.of("POST", headers("idempotency-key", "k", "content-length", "16385")))
                .isEqualTo(ONCE);
        assertThat(RepeatRule.of("POST", headers("idempotency-key", "k", "transfer-encoding", "chunked")))
                .isEqualTo(ONCE);
        assertThat(RepeatRule.of("PUT", headers("idempotency-key", "k", "content-length", "5")))
                .isEqualTo(ONCE);
        assertThat(RepeatRule.of("DELETE", headers())).isEqualTo(ONCE);
        assertThat(RepeatRule.of("GET", headers("content-length", "5"))).isEqualTo(ONCE);
    }

    private static MultiMap headers(String... pairs) {
        var headers = MultiMap.caseInsensitiveMultiMap();
        for (var i = 0; i < pairs.length; i += 2) {
            headers.add(pairs[i], pairs[i + 1]);
        }
        return headers;
    }
}
