package org.carepromise.scheduling.imports;

import java.sql.SQLException;

import org.junit.jupiter.api.Test;

import org.carepromise.scheduling.SchedulingTest;
import org.carepromise.testkit.RealParts;
import org.carepromise.testkit.Tokens;

import static org.assertj.core.api.Assertions.assertThat;

/** A clinic moves in by files, and takes its files along again. */
@SchedulingTest
class MovingInTest {

    @Test
    void aClinicsWeekIsTakenInByDryRunAndRunAndMakesTheRoundTrip() {
        var week = new ClinicWeek();

        Exchange.tryOut("providers", Exchange.CSV, week.providers()).allAre("CREATED", ClinicWeek.PROVIDERS);
        assertThat(count("SELECT count(*) FROM external_ref WHERE system = ?", week.system))
                .isZero();
        Exchange.take("providers", Exchange.CSV, week.providers()).allAre("CREATED", ClinicWeek.PROVIDERS);

        Exchange.tryOut("templates", Exchange.CSV, week.templates()).allAre("CREATED", 2 * ClinicWeek.PROVIDERS);
        Exchange.take("templates", Exchange.CSV, week.templates()).allAre("CREATED", 2 * ClinicWeek.PROVIDERS);

        var appointments = week.appointments(2026_11_25);
        long begun = System.nanoTime();
        Exchange.tryOut("appointments", Exchange.NDJSON, appointments).allAre("CREATED", ClinicWeek.APPOINTMENTS);
        long tried = System.nanoTime();
        assertThat(booked(week)).isZero();
        Exchange.take("appointments", Exchange.NDJSON, appointments).allAre("CREATED", ClinicWeek.APPOINTMENTS);
        long taken = System.nanoTime();
        System.out.printf(
                "2,000 appointments: dry run %d ms, run %d ms%n",
                (tried - begun) / 1_000_000, (taken - tried) / 1_000_000);
        assertThat(booked(week)).isEqualTo(ClinicWeek.APPOINTMENTS);
        assertThat(count(
                        "SELECT sum(taken) FROM slot JOIN external_ref ON subject_id = provider_id WHERE system = ?",
                        week.system))
                .isEqualTo(ClinicWeek.APPOINTMENTS);

        // the same files again, as after a connection that broke
        Exchange.take("providers", Exchange.CSV, week.providers()).allAre("UNCHANGED", ClinicWeek.PROVIDERS);
        Exchange.take("templates", Exchange.CSV, week.templates()).allAre("UNCHANGED", 2 * ClinicWeek.PROVIDERS);
        Exchange.take("appointments", Exchange.NDJSON, appointments).allAre("UNCHANGED", ClinicWeek.APPOINTMENTS);
        assertThat(booked(week)).isEqualTo(ClinicWeek.APPOINTMENTS);

        for (var kind : new String[] {"providers", "templates", "appointments"}) {
            for (var mediaType : new String[] {Exchange.CSV, Exchange.NDJSON}) {
                var written = Exchange.export(Tokens.admin(), "kind=" + kind, mediaType);
                assertThat(written.statusCode()).isEqualTo(200);
                assertThat(written.headers().firstValue("content-type").orElseThrow())
                        .startsWith(mediaType);
                var again = Exchange.take(kind, mediaType, written.body());
                assertThat(again.words())
                        .as("%s %s: %s", kind, mediaType, again.summary())
                        .isNotEmpty()
                        .allMatch("UNCHANGED"::equals);
            }
        }
    }

    private static long booked(ClinicWeek week) {
        return count("SELECT count(*) FROM appointment WHERE state = 'BOOKED' AND visit_type_id = ?", week.visitType);
    }

    static long count(String sql, String argument) {
        try (var connection = RealParts.server().superuser("scheduling").getConnection();
                var statement = connection.prepareStatement(sql)) {
            statement.setString(1, argument);
            try (var rows = statement.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
