package org.carepromise.scheduling.imports;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.writer.CsvWriter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.carepromise.scheduling.Clinic;
import org.carepromise.scheduling.Ids;
import org.carepromise.scheduling.SchedulingTest;
import org.carepromise.testkit.Behind;
import org.carepromise.testkit.Tokens;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

/** A clinic moves in by files, and takes its files along again. */
@SchedulingTest
class MovingInTest {

    private static final Map<String, Integer> LINES = Map.of(
            "providers", ClinicWeek.PROVIDERS,
            "templates", ClinicWeek.templatesInAll(),
            "appointments", ClinicWeek.APPOINTMENTS);

    /** Two thousand patients' reminders would fill the inbox that other tests look into. */
    @AfterEach
    void nobodyOfThemIsReminded() {
        Behind.run("DELETE FROM sla_timer WHERE kind = 'appointment-reminder'");
    }

    @Test
    void aClinicsWeekIsTakenInByDryRunAndRunAndMakesTheRoundTrip() {
        var week = new ClinicWeek();

        Exchange.tryOut("providers", Exchange.CSV, week.providers()).allAre("CREATED", ClinicWeek.PROVIDERS);
        assertThat(Behind.count("SELECT count(*) FROM external_ref WHERE system = ?", week.system))
                .isZero();
        Exchange.take("providers", Exchange.CSV, week.providers()).allAre("CREATED", ClinicWeek.PROVIDERS);

        Exchange.tryOut("templates", Exchange.CSV, week.templates()).allAre("CREATED", ClinicWeek.templatesInAll());
        Exchange.take("templates", Exchange.CSV, week.templates()).allAre("CREATED", ClinicWeek.templatesInAll());

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
        assertThat(Behind.count(
                        "SELECT sum(taken) FROM slot JOIN external_ref ON subject_id = provider_id WHERE system = ?",
                        week.system))
                .isEqualTo(ClinicWeek.APPOINTMENTS);

        // the same files again, as after a connection that broke
        Exchange.take("providers", Exchange.CSV, week.providers()).allAre("UNCHANGED", ClinicWeek.PROVIDERS);
        Exchange.take("templates", Exchange.CSV, week.templates()).allAre("UNCHANGED", ClinicWeek.templatesInAll());
        Exchange.take("appointments", Exchange.NDJSON, appointments).allAre("UNCHANGED", ClinicWeek.APPOINTMENTS);
        assertThat(booked(week)).isEqualTo(ClinicWeek.APPOINTMENTS);

        for (var kind : new String[] {"providers", "templates", "appointments"}) {
            for (var mediaType : new String[] {Exchange.CSV, Exchange.NDJSON}) {
                var written = Exchange.export(Tokens.admin(), "kind=" + kind, mediaType);
                assertThat(written.statusCode()).isEqualTo(200);
                assertThat(written.headers().firstValue("content-type").orElseThrow())
                        .startsWith(mediaType);
                var ours =
                        mediaType.equals(Exchange.CSV) ? rowsOf(week, written.body()) : linesOf(week, written.body());
                Exchange.take(kind, mediaType, ours).allAre("UNCHANGED", LINES.get(kind));
            }
        }

        aProviderIsIll(week);
    }

    /** A session of twenty is cancelled: each of its patients ends with a new time, or on the worklist. */
    private static void aProviderIsIll(ClinicWeek week) {
        var ofWeek = "FROM appointment WHERE visit_type_id = '" + week.visitType + "'";
        var session = Behind.select(
                        "SELECT session_id " + ofWeek + " GROUP BY session_id ORDER BY count(*) DESC LIMIT 1")
                .strip();
        var patients = Behind.select("SELECT id " + ofWeek + " AND session_id = '" + session + "'")
                .lines()
                .toList();
        assertThat(patients).hasSizeGreaterThanOrEqualTo(20);
        var path = "/v1/sessions/" + Ids.SESSION.format(UUID.fromString(session)) + "/cancellation";
        Clinic.post(Tokens.admin(), path, Map.of("reason", "PROVIDER_ILL"))
                .then()
                .statusCode(200)
                .body("rebookings", equalTo(patients.size()));
        Clinic.moveClockBy(Duration.ofSeconds(2));
        var worklist = Exchange.json(given().auth()
                        .oauth2(Tokens.admin())
                        .get(
                                "/v1/rebookings?session={session}&state=OPEN&limit=200",
                                Ids.SESSION.format(UUID.fromString(session)))
                        .asString())
                .get("items");
        long moved = Behind.count(
                "SELECT count(*) FROM appointment WHERE state = 'BOOKED' AND session_id <> '" + session
                        + "' AND id IN ('" + String.join("','", patients) + "') AND visit_type_id = ?",
                week.visitType);
        assertThat(moved + worklist.size()).isEqualTo(patients.size());
        assertThat(moved).isPositive();
    }

    /** Other tests have things of their own. */
    private static String linesOf(ClinicWeek week, String file) {
        return file.lines()
                .filter(line -> line.contains(week.system))
                .map(line -> line + "\n")
                .collect(Collectors.joining());
    }

    private static String rowsOf(ClinicWeek week, String file) {
        var rows = new StringWriter();
        var header = true;
        try (var reader = CsvReader.builder().ofCsvRecord(file);
                var writer = CsvWriter.builder().build(rows)) {
            for (var row : reader) {
                if (header || row.getField(0).contains(week.system)) {
                    writer.writeRecord(row.getFields());
                }
                header = false;
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return rows.toString();
    }

    private static long booked(ClinicWeek week) {
        return Behind.count(
                "SELECT count(*) FROM appointment WHERE state = 'BOOKED' AND visit_type_id = ?", week.visitType);
    }
}
