package org.carepromise.scheduling.site;

import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

import jakarta.inject.Inject;

import io.quarkus.test.common.http.TestHTTPResource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.carepromise.kit.site.ConfigurationFiles;
import org.carepromise.kit.site.Policies;
import org.carepromise.kit.site.PublishedPromise;
import org.carepromise.kit.site.RosterWatch;
import org.carepromise.kit.site.Sites;
import org.carepromise.kit.time.ProductClock;
import org.carepromise.scheduling.SchedulingTest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;

/** Sites and policies change while the service runs. */
@SchedulingTest
class ConfigurationReloadTest {

    private static final String ROSTER =
            """
                dutyRosters:
                  - pool: clinical
                    role: nurse
                    shifts: [{ who: nurse-day, hours: { monday-sunday: ["00:00-24:00"] } }]
                    lastResort: "desk:Switchboard"
            """;

    @ConfigProperty(name = "carepromise.sites.file")
    Path sitesFile;

    @ConfigProperty(name = "carepromise.policies.file")
    Path policiesFile;

    @Inject
    ConfigurationFiles files;

    @Inject
    Sites sites;

    @Inject
    Policies policies;

    @Inject
    RosterWatch rosters;

    @Inject
    ProductClock clock;

    @TestHTTPResource(value = "/metrics", management = true)
    URL metrics;

    private String sitesBefore;
    private String policiesBefore;
    private long version;

    @BeforeEach
    void remember() throws IOException {
        sitesBefore = Files.readString(sitesFile);
        policiesBefore = Files.readString(policiesFile);
        version = Math.max(sites.current().version(), policies.current().version());
    }

    @AfterEach
    void restore() throws IOException {
        version = Math.max(sites.current().version(), policies.current().version());
        write(sitesFile, sitesBefore);
        write(policiesFile, policiesBefore);
        refresh();
        assertThat(sites.current().version()).isEqualTo(version + 1);
    }

    @Test
    void aPromiseThatNobodyIsThereToKeepIsRefusedUntilTheRosterIsThereToo() throws IOException {
        var before = files.current();

        write(policiesFile, urgentElapsed());
        refresh();
        assertThat(files.current()).isSameAs(before);

        write(sitesFile, sitesBefore.replace("  - id: chatham", ROSTER + "  - id: chatham"));
        refresh();
        assertThat(sites.current().version()).isEqualTo(version + 1);
        assertThat(policies.current().version()).isEqualTo(version + 1);
        assertThat(policies.of(PublishedPromise.URGENT_SEEN, "springfield").runsWhileClosed())
                .isTrue();
        assertThat(policies.of(PublishedPromise.URGENT_SEEN, "chatham").runsWhileClosed())
                .isFalse();
    }

    @Test
    void aClosureWithNobodyOnDutyIsCountedByTheSitesGauge() throws IOException {
        var zone = ZoneId.of("America/Chicago");
        var on = LocalDate.ofInstant(clock.instant(), zone).plusDays(2);
        write(sitesFile, sitesBefore + "    closures: [{ on: %s, hours: \"09:00-17:00\" }]\n".formatted(on));
        refresh();

        Instant opensAgain = on.atTime(17, 0).atZone(zone).toInstant();
        assertThat(rosters.gaps()).singleElement().satisfies(gap -> {
            assertThat(gap.site()).isEqualTo("night-desk");
            assertThat(gap.gap().endsAt()).isEqualTo(opensAgain);
            assertThat(gap.promises()).contains(PublishedPromise.EMERGENCY_SEEN);
        });
        given().get(metrics)
                .then()
                .statusCode(200)
                .body(containsString("carepromise_roster_gaps{site=\"night-desk\"} 1.0"))
                .body(containsString("carepromise_roster_gaps{site=\"springfield\"} 0.0"));
    }

    private String urgentElapsed() {
        return policiesBefore.replace(
                "sites:\n",
                "sites:\n  springfield:\n    urgent-seen: { clock: ELAPSED, onDuty: { pool: clinical, role: nurse } }\n");
    }

    private void write(Path file, String text) throws IOException {
        Files.writeString(file, text.replaceFirst("(?m)^version: \\d+$", "version: " + (version + 1)));
    }

    private void refresh() {
        files.refresh().await().atMost(Duration.ofSeconds(10));
    }
}
