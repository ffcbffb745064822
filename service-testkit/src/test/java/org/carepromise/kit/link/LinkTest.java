package org.carepromise.kit.link;

import java.net.URL;
import java.time.Duration;

import jakarta.inject.Inject;

import io.quarkus.test.common.http.TestHTTPResource;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.Test;

import org.carepromise.kit.id.IdType;
import org.carepromise.kit.sample.SampleResource;
import org.carepromise.kit.sample.SampleTest;
import org.carepromise.kit.sample.Things;
import org.carepromise.kit.time.ProductClock;
import org.carepromise.testkit.CapturedLog;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

/** Links in a running service: without login, by the product's clock, and in no line that is written. */
@SampleTest
class LinkTest {

    private static final Logger LOG = Logger.getLogger(LinkTest.class);

    @Inject
    Links links;

    @Inject
    ProductClock clock;

    @TestHTTPResource(value = "/metrics", management = true)
    URL metrics;

    @Test
    void aLinkWorksWithoutLoginUntilTheProductsClockReachesItsEnd() {
        var link = link(Duration.ofHours(2));
        var token = links.token(link);
        follow(token).then().statusCode(200).body(equalTo(link.subjectId()));
        Things.advanceClock(Duration.ofHours(2));
        follow(token).then().statusCode(410).body("code", equalTo("link-expired"));
        follow(token.substring(0, 40)).then().statusCode(404).body("code", equalTo("link-invalid"));
    }

    @Test
    void aTokenIsInNoLineAndInNoMetric() {
        var token = links.token(link(Duration.ofDays(1)));
        var canary = token.substring(10, 40);
        try (var log = CapturedLog.open()) {
            follow(token).then().statusCode(200);
            follow(token + "x").then().statusCode(404);
            given().get(Things.PATH + "/unwritable/" + token);
            given().get(Things.PATH + "/failures/" + token).then().statusCode(500);
            given().get("/v1/nothing/" + token).then().statusCode(404);
            LOG.errorf(new IllegalStateException("at " + token), "HTTP Request to %s failed", token);
            assertThat(log.text()).contains("HTTP Request to lk_*** failed").doesNotContain(canary);
        }
        assertThat(given().get(metrics).asString())
                .contains("http_server_requests")
                .doesNotContain(canary);
    }

    private Link link(Duration within) {
        return new Link(
                SampleResource.LINK,
                IdType.next(clock.instant()),
                clock.instant().plus(within),
                1);
    }

    private static io.restassured.response.Response follow(String token) {
        return given().get(Things.PATH + "/links/" + token);
    }
}
