package org.carepromise.kit.site;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.carepromise.kit.time.ProductClock;

import static org.assertj.core.api.Assertions.assertThat;

class RosterWatchTest {

    private static final Instant MONDAY = Instant.parse("2026-11-23T18:00:00Z");

    private static final SiteConfiguration WITH_HOLIDAYS = new SiteConfiguration(
            SitesFile.parse(TestFiles.replaced(
                    TestFiles.COVERED_SITES, "    hours:\n", "    holidays: us-federal\n    hours:\n")),
            PoliciesFile.parse(TestFiles.URGENT_ELAPSED));

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final RosterWatch watch = new RosterWatch(null, new ProductClock(), meters);
    private final Warnings warnings = new Warnings();

    @BeforeEach
    void listen() {
        Logger.getLogger(RosterWatch.class.getName()).addHandler(warnings);
    }

    @AfterEach
    void stopListening() {
        Logger.getLogger(RosterWatch.class.getName()).removeHandler(warnings);
    }

    @Test
    void aGapIsCountedAndSaidOnceWhileItComesNearer() {
        watch.look(WITH_HOLIDAYS, MONDAY.minus(Duration.ofDays(7)));
        assertThat(gauge()).isZero();

        watch.look(WITH_HOLIDAYS, MONDAY);
        assertThat(gauge()).isEqualTo(1);
        watch.look(WITH_HOLIDAYS, MONDAY.plus(Duration.ofMinutes(1)));
        // in the midst of it
        watch.look(WITH_HOLIDAYS, MONDAY.plus(Duration.ofDays(3)));
        assertThat(gauge()).isEqualTo(1);
        watch.look(WITH_HOLIDAYS, MONDAY.plus(Duration.ofDays(4)));
        assertThat(gauge()).isZero();

        assertThat(warnings.texts)
                .containsExactly("site main: closed, and nobody on duty as clinical/nurse, from "
                        + "2026-11-26T09:00-06:00[America/Chicago] to 2026-11-26T17:00-06:00[America/Chicago], while "
                        + "these promises run: urgent-seen");
    }

    @Test
    void aCutGapThatGrowsIntoTheSevenDaysIsTheSame() {
        // seven days before 12:00 of the holiday: only its morning is looked at
        watch.look(WITH_HOLIDAYS, Instant.parse("2026-11-19T18:00:00Z"));
        watch.look(WITH_HOLIDAYS, Instant.parse("2026-11-19T21:00:00Z"));

        assertThat(warnings.texts).hasSize(1);
    }

    private double gauge() {
        return meters.get("carepromise.roster.gaps").tag("site", "main").gauge().value();
    }

    private static final class Warnings extends Handler {

        private final List<String> texts = new ArrayList<>();

        @Override
        public void publish(LogRecord entry) {
            texts.add(entry.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
