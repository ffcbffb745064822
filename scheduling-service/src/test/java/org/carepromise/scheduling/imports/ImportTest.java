package org.carepromise.scheduling.imports;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import jakarta.inject.Inject;

import io.restassured.RestAssured;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.carepromise.kit.access.Role;
import org.carepromise.kit.event.EventRelay;
import org.carepromise.scheduling.Clinic;
import org.carepromise.scheduling.SchedulingTest;
import org.carepromise.testkit.Behind;
import org.carepromise.testkit.CapturedLog;
import org.carepromise.testkit.Race;
import org.carepromise.testkit.Tokens;

import static org.assertj.core.api.Assertions.assertThat;

/** What becomes of the lines of a file, one by one. */
@SchedulingTest
class ImportTest {

    private static final ZoneId CHICAGO = ZoneId.of("America/Chicago");

    @Inject
    EventRelay relay;

    private final String system = "emr-" + UUID.randomUUID().toString().substring(0, 8);
    private Clinic clinic;
    private LocalDate day;

    @BeforeEach
    void open() {
        clinic = Clinic.simple();
        day = LocalDate.ofInstant(Clinic.now(), ZoneOffset.UTC).plusDays(5);
    }

    private Map<String, Object> appointment(String number, String time) {
        return new HashMap<>(Map.of(
                "externalRefs",
                List.of(Map.of("system", system, "id", number)),
                "provider",
                clinic.provider,
                "site",
                clinic.site,
                "start",
                day + "T" + time,
                "visitType",
                clinic.visitType,
                "patient",
                Map.of("id", Clinic.patient(), "name", "Canary " + number, "phone", "217 555 0123")));
    }

    private static Map<String, Object> with(Map<String, Object> line, String field, Object value) {
        var changed = new HashMap<>(line);
        changed.put(field, value);
        return changed;
    }

    private Exchange.Taken appointments(Object... lines) {
        return Exchange.take("appointments", Exchange.NDJSON, file(lines));
    }

    private static String file(Object... lines) {
        var file = new StringBuilder();
        for (var line : lines) {
            file.append(line instanceof String text ? text + "\n" : Exchange.line(line));
        }
        return file.toString();
    }

    @Test
    void aLineThatIsRefusedTouchesNoOther() {
        var taken = appointments(
                appointment("1", "09:00"),
                "{\"no json",
                with(appointment("2", "09:20"), "site", "nowhere"),
                with(appointment("3", "09:40"), "provider", system + ":nobody"),
                with(appointment("4", "10:00"), "visitType", "nothing"),
                appointment("5", "10:05"),
                with(appointment("6", "10:20"), "patient", Map.of("name", "Nobody")),
                with(appointment("7", "10:40"), "start", "tomorrow"),
                with(appointment("8", "11:00"), "start", "2020-01-01T09:00"),
                with(appointment("9", "11:20"), "unknown", 1),
                with(appointment("10", "11:40"), "externalRefs", List.of()),
                with(appointment("11", "12:00"), "state", "COMPLETED"),
                appointment("12", "11:40"));
        assertThat(taken.codes())
                .containsExactly(
                        "",
                        "request-invalid",
                        "site-unknown",
                        "provider-unknown",
                        "visit-type-unknown",
                        "slot-unknown",
                        "patient-unidentified",
                        "start-invalid",
                        "slot-in-past",
                        "request-invalid",
                        "request-invalid",
                        "appointment-not-ahead",
                        "");
        assertThat(taken.pointers())
                .containsExactly(
                        "",
                        "#",
                        "#/site",
                        "#/provider",
                        "#/visitType",
                        "#/start",
                        "#/patient",
                        "#/start",
                        "#/start",
                        "#/unknown",
                        "#/externalRefs",
                        "#/state",
                        "");
        assertThat(taken.summary().toString())
                .contains("\"created\":2", "\"refused\":11", "\"lines\":13", "\"complete\":true");
    }

    @Test
    void aDryRunKnowsOfTheLinesBeforeAndKeepsNothing() {
        var file = file(appointment("1", "09:00"), appointment("2", "09:00"), appointment("1", "09:00"));
        var tried = Exchange.tryOut("appointments", Exchange.NDJSON, file);
        assertThat(tried.words()).containsExactly("CREATED", "REFUSED", "REFUSED");
        assertThat(tried.codes()).containsExactly("", "slot-full", "change-not-imported");
        var taken = Exchange.take("appointments", Exchange.NDJSON, file);
        assertThat(taken.words()).isEqualTo(tried.words());
        assertThat(taken.codes()).isEqualTo(tried.codes());
    }

    @Test
    void aFileThatIsSentAgainMovesWhatItHasElsewhereAndNothingElse() {
        var line = appointment("1", "09:00");
        var id = appointments(line).verdicts().get(0).get("id").asText();
        assertThat(appointments(line).words()).containsExactly("UNCHANGED");
        var moved = with(
                line,
                "start",
                day.atTime(9, 20).atZone(CHICAGO).toOffsetDateTime().toString());
        var taken = appointments(moved, moved);
        assertThat(taken.words()).containsExactly("UPDATED", "UNCHANGED");
        assertThat(taken.verdicts().get(0).get("id").asText()).isEqualTo(id);
        assertThat(appointments(with(moved, "patient", Map.of("id", "another"))).codes())
                .containsExactly("change-not-imported");
        assertThat(appointments(with(appointment("2", "09:20"), "overbook", true))
                        .codes())
                .containsExactly("slot-full");
    }

    @Test
    void whatWasCancelledHereIsNotBookedByAFileAgain() {
        var line = appointment("1", "09:00");
        var id = appointments(line).verdicts().get(0).get("id").asText();
        Clinic.post(Tokens.admin(), "/v1/appointments/" + id + "/cancellation", Map.of("reason", "OTHER"))
                .then()
                .statusCode(200);
        assertThat(appointments(line).codes()).containsExactly("appointment-cancelled");
        assertThat(appointments(with(line, "state", "CANCELLED")).words()).containsExactly("UNCHANGED");
    }

    @Test
    void patientsAreToldOnlyWhereTheFileSaysSoAndRemindedInAnyCase() {
        var quiet = appointments(appointment("1", "09:00"))
                .verdicts()
                .get(0)
                .get("id")
                .asText();
        assertThat(Behind.count("SELECT count(*) FROM notice WHERE subject = ?", quiet))
                .isZero();
        assertThat(Behind.count("SELECT count(*) FROM sla_timer WHERE subject = ?", quiet))
                .isPositive();
        var told = Exchange.taken(Exchange.post(
                        Tokens.admin(),
                        "kind=appointments&notify=true",
                        Exchange.NDJSON,
                        file(appointment("2", "09:20")).getBytes(StandardCharsets.UTF_8)))
                .verdicts()
                .get(0)
                .get("id")
                .asText();
        assertThat(Behind.count("SELECT count(*) FROM notice WHERE subject = ?", told))
                .isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "chatham, 2045-03-12T02:30, start-skipped",
        "honolulu, 2045-03-12T02:30, slot-unknown",
        "chatham, 2045-02-30T09:00, start-invalid",
        "chatham, 2045-03-12 09:00, slot-unknown"
    })
    void aTimeIsTheSitesUnlessItHasAnOffset(String site, String start, String code) {
        assertThat(appointments(with(with(appointment("1", "09:00"), "site", site), "start", start))
                        .codes())
                .containsExactly(code);
    }

    @Test
    void namesThatLeadToDifferentThingsAreRefused() {
        var both = with(
                appointment("1", "10:00"),
                "externalRefs",
                List.of(Map.of("system", system, "id", "1"), Map.of("system", system, "id", "2")));
        var taken = appointments(appointment("1", "09:00"), appointment("2", "09:20"), both);
        assertThat(taken.codes()).containsExactly("", "", "external-refs-disagree");
    }

    @Test
    void aProviderIsChangedByAFileAndNothingThatSessionsNeedIsTakenAway() {
        var head = "externalRefs,name,sites,visitTypes\n";
        var line = system + ":D1,Dr. One,night-desk," + clinic.visitType + "\n";
        assertThat(providers(head + line + line).words()).containsExactly("CREATED", "UNCHANGED");
        var more = system + ":D1|" + system + ":D1b,Dr. Uno,night-desk|chatham," + clinic.visitType + "\n";
        assertThat(providers(head + more + more).words()).containsExactly("UPDATED", "UNCHANGED");
        assertThat(providers(head + line).words()).containsExactly("UPDATED");
        Exchange.take(
                        "templates",
                        Exchange.CSV,
                        "externalRefs,provider,site,weekdays,startsAt,endsAt,slotLength,capacity\n%s:T1,%s:D1,night-desk,MONDAY,09:00,12:00,PT20M,1\n"
                                .formatted(system, system))
                .allAre("CREATED", 1);
        assertThat(providers(head + line.replace("night-desk", "chatham")).codes())
                .containsExactly("provider-in-use");
        assertThat(providers(head + system + ":D2,Dr. Two,nowhere," + clinic.visitType + "\n")
                        .codes())
                .containsExactly("site-unknown");
        assertThat(providers(head + system + ":D2,Dr. Two,chatham,nothing\n").codes())
                .containsExactly("visit-type-unknown");
    }

    private static Exchange.Taken providers(String file) {
        return Exchange.take("providers", Exchange.CSV, file);
    }

    @Test
    void aTemplateIsMadeByAFileAndNotChanged() {
        var head = "externalRefs,provider,site,weekdays,startsAt,endsAt,slotLength,capacity\n";
        var provider = Exchange.line(Map.of(
                "externalRefs",
                List.of(Map.of("system", system, "id", "D1")),
                "name",
                "Dr. One",
                "sites",
                List.of("night-desk"),
                "visitTypes",
                List.of(clinic.visitType)));
        Exchange.take("providers", Exchange.NDJSON, provider).allAre("CREATED", 1);
        var line = "%s:%s,%s:D1,night-desk,MONDAY,%s,%s,PT20M,1\n";
        var morning = line.formatted(system, "T1", system, "09:00", "12:00");
        var overlapping = line.formatted(system, "T2", system, "11:00", "13:00");
        var changed = line.formatted(system, "T1", system, "09:00", "11:00");
        var backwards = line.formatted(system, "T3", system, "12:00", "09:00");
        var elsewhere = line.formatted(system, "T4", system, "14:00", "15:00").replace("night-desk", "chatham");
        var taken = Exchange.take(
                "templates", Exchange.CSV, head + morning + overlapping + morning + changed + backwards + elsewhere);
        assertThat(taken.words()).containsExactly("CREATED", "REFUSED", "UNCHANGED", "REFUSED", "REFUSED", "REFUSED");
        assertThat(taken.codes())
                .containsExactly(
                        "", "session-overlaps", "", "change-not-imported", "request-invalid", "provider-not-at-site");
    }

    @Test
    void onlyAdministratorsMoveFilesAndOnlyThoseOfTheirSites() {
        var file = file(appointment("1", "09:00")).getBytes(StandardCharsets.UTF_8);
        for (var role : List.of(Role.AGENT, Role.SUPERVISOR, Role.INTEGRATION)) {
            assertThat(Exchange.post(Tokens.staff(role, "*"), "kind=appointments", Exchange.NDJSON, file)
                            .statusCode())
                    .isEqualTo(403);
            assertThat(Exchange.export(Tokens.staff(role, "*"), "kind=appointments", Exchange.CSV)
                            .statusCode())
                    .isEqualTo(403);
        }
        var elsewhere = Tokens.staff(Role.ADMIN, "chatham");
        assertThat(Exchange.taken(Exchange.post(elsewhere, "kind=appointments", Exchange.NDJSON, file))
                        .codes())
                .containsExactly("forbidden");
        appointments(appointment("1", "09:00")).allAre("CREATED", 1);
        assertThat(Exchange.taken(Exchange.post(elsewhere, "kind=appointments", Exchange.NDJSON, file))
                        .codes())
                .containsExactly("forbidden");
        assertThat(Exchange.export(elsewhere, "kind=appointments", Exchange.CSV).body())
                .doesNotContain(system);
    }

    @Test
    void anExportIsNotedAndShowsWhatWasChangedSince() {
        var before = Clinic.now();
        var patient = Clinic.patient();
        var line = with(appointment("1", "09:00"), "patient", Map.of("id", patient, "name", "=1+1"));
        appointments(line).allAre("CREATED", 1);
        while (relay.relayOnce().await().indefinitely()) {
            // until all events have their place
        }
        var changed = Exchange.export(Tokens.admin(), "kind=appointments&updatedSince=" + before, Exchange.CSV);
        assertThat(changed.body()).contains(system + ":1", "'=1+1", day + "T09:00-0");
        assertThat(Behind.count(
                        "SELECT count(*) FROM audit_entry WHERE action = 'exportSchedulingFile' AND patient_ids @> ARRAY[?::text]",
                        patient))
                .isEqualTo(1);
        var later = Clinic.now().plusSeconds(3600);
        assertThat(Exchange.export(Tokens.admin(), "kind=appointments&updatedSince=" + later, Exchange.CSV)
                        .body())
                .doesNotContain(system);
        assertThat(Exchange.export(Tokens.admin(), "kind=appointments", "application/json")
                        .statusCode())
                .isEqualTo(406);
        assertThat(Exchange.export(Tokens.admin(), "kind=patients", Exchange.CSV)
                        .body())
                .contains("request-invalid", "?kind");
    }

    @Test
    void theSameFileSentTwiceAtOnceMakesEachThingOnce() {
        var lines = new Object[9];
        for (int i = 0; i < lines.length; i++) {
            lines[i] = appointment("R" + i, "%02d:%02d".formatted(9 + i / 3, 20 * (i % 3)));
        }
        var file = file(lines);
        var taken = Race.of(3, i -> Exchange.take("appointments", Exchange.NDJSON, file));
        assertThat(Behind.count("SELECT count(*) FROM external_ref WHERE system = ?", system))
                .isEqualTo(lines.length);
        assertThat(Behind.count("SELECT count(*) FROM appointment WHERE visit_type_id = ?", clinic.visitType))
                .isEqualTo(lines.length);
        assertThat(taken.stream().flatMap(each -> each.words().stream()).filter("CREATED"::equals))
                .hasSize(lines.length);
    }

    @Test
    void noPatientsNameIsInVerdictsOrLogs() {
        try (var log = CapturedLog.open()) {
            var answer = Exchange.post(
                    Tokens.admin(),
                    "kind=appointments",
                    Exchange.NDJSON,
                    file(
                                    appointment("1", "09:00"),
                                    appointment("2", "09:00"),
                                    with(appointment("3", "09:20"), "patient", "Canary"),
                                    "Canary,Canary")
                            .getBytes(StandardCharsets.UTF_8));
            assertThat(answer.body()).contains("REFUSED").doesNotContain("Canary", "5550123");
            assertThat(log.text()).doesNotContain("Canary", "5550123");
        }
    }

    /** The gateway routes by it, and lets this operation alone take more. */
    @Test
    void theContractSaysHowLargeAFileMayBe() {
        var contract =
                Exchange.json(RestAssured.given().get("/openapi?format=JSON").asString());
        assertThat(contract.at("/paths/~1v1~1scheduling-imports/post/x-max-body-bytes")
                        .asLong())
                .isEqualTo(100L << 20);
    }

    @Test
    void anInstantIsAnInstant() {
        var at = Instant.parse(day + "T15:00:00Z");
        assertThat(appointments(with(appointment("1", "09:00"), "start", at.toString()))
                        .words())
                .containsExactly("CREATED");
        var written = Exchange.export(Tokens.admin(), "kind=appointments", Exchange.NDJSON);
        assertThat(written.body().lines().filter(line -> line.contains(system)))
                .singleElement()
                .satisfies(line -> assertThat(OffsetDateTime.parse(
                                        Exchange.json(line).get("start").asText())
                                .toInstant())
                        .isEqualTo(at));
    }
}
