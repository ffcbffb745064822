package org.carepromise.kit.health;

import java.net.URL;
import java.time.Duration;

import io.quarkus.test.common.http.TestHTTPResource;
import org.junit.jupiter.api.Test;

import org.carepromise.kit.sample.Behind;
import org.carepromise.kit.sample.SampleTest;
import org.carepromise.testkit.RealParts;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

@SampleTest
class DatabaseWritableTest {

    @TestHTTPResource(value = "/health/ready", management = true)
    URL ready;

    @TestHTTPResource(value = "/health/live", management = true)
    URL live;

    /** As after a failover, when connections lead to a standby that still answers reads. */
    @Test
    void aDatabaseThatTakesNoWritesIsNotReadyAndStartingAgainWouldNotHelp() {
        awaitReady(200);
        try {
            Behind.change("ALTER ROLE %s SET default_transaction_read_only = on".formatted(role()));
            dropConnections();
            awaitReady(503);
            given().get(ready)
                    .then()
                    .body("status", equalTo("DOWN"))
                    .body("checks.findAll { it.status == 'DOWN' }.name", hasItem("database-writable"));
            given().get(live).then().statusCode(200).body("status", equalTo("UP"));
        } finally {
            Behind.change("ALTER ROLE %s RESET default_transaction_read_only".formatted(role()));
            dropConnections();
        }
        awaitReady(200);
    }

    @Test
    void healthIsNotToldAtTheFrontDoor() {
        given().get("/q/health/ready").then().statusCode(404);
    }

    private void awaitReady(int status) {
        await().atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> given().get(ready).statusCode() == status);
    }

    private static void dropConnections() {
        Behind.select("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = ?", role());
    }

    private static String role() {
        return RealParts.database().appUser();
    }
}
