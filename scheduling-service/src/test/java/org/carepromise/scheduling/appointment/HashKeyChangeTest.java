package org.carepromise.scheduling.appointment;

import java.sql.Array;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;

import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import org.carepromise.kit.crypto.HashedColumn;
import org.carepromise.kit.crypto.Vault;
import org.carepromise.scheduling.Clinic;
import org.carepromise.scheduling.SchedulingTest;
import org.carepromise.testkit.Behind;
import org.carepromise.testkit.HashKeyChange;
import org.carepromise.testkit.Race;
import org.carepromise.testkit.Tokens;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.carepromise.scheduling.Refusals.refused;
import static org.hamcrest.Matchers.equalTo;

/** While the hash key is being changed a guest stays one patient, found by phone and name, whichever key the rows are under. */
@SchedulingTest
@TestProfile(HashKeyChangeTest.TwoKeys.class)
class HashKeyChangeTest {

    private static final String ROTATIONS = "/v1/scheduling/key-rotations";
    private static final int AT_ONCE = 10;
    private static final Duration DONE_WITHIN = Duration.ofMinutes(1);

    public static class TwoKeys implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("quarkus.scheduler.enabled", "true");
        }

        @Override
        public List<TestResourceEntry> testResources() {
            return List.of(new TestResourceEntry(HashKeyChange.class));
        }
    }

    @Inject
    Vault vault;

    @Any
    @Inject
    Instance<HashedColumn> columns;

    private final String family = "Quill" + UUID.randomUUID().toString().replaceAll("[^a-f]", "");
    private final String phone = "217555" + (1000 + (int) (Math.random() * 9000));

    @Test
    void aGuestUnderEitherKeyIsFoundAndIsOnePatientUntilAllIsUnderTheNewOne() {
        var clinic = Clinic.simple();
        var slot = clinic.freeSlots(1).get(0);
        var booked = book(clinic, slot);
        booked.then().statusCode(201);
        String id = booked.path("id");
        var waitedFor = Clinic.simple();
        String entry = join(waitedFor).then().statusCode(201).extract().path("id");
        columns.forEach(this::asBeforeTheChange);
        assertThat(columnsUnderTheOldKey())
                .containsExactlyInAnyOrder(
                        "appointment.contact_key",
                        "appointment.family_name_key",
                        "appointment.patient_key",
                        "notice.contact_key",
                        "waitlist_entry.contact_key",
                        "waitlist_entry.patient_key");
        assertIsOnePatient(id);
        assertWaitsOnce(waitedFor, entry);

        var rotation = start();
        Awaitility.await().atMost(DONE_WITHIN).until(() -> state(rotation).equals("DONE"));
        assertThat(columnsUnderTheOldKey()).isEmpty();
        assertIsOnePatient(id);
        assertWaitsOnce(waitedFor, entry);
    }

    /** Staff find the one visit by phone and by name, and nobody books a second one at its time, however many ask at once. */
    private void assertIsOnePatient(String appointment) {
        assertThat(found(Map.of("phone", phone))).containsExactly(appointment);
        assertThat(found(Map.of("familyName", family))).containsExactly(appointment);
        var others = List.of(Clinic.simple(), Clinic.simple());
        var slots = others.stream().map(other -> other.freeSlots(1).get(0)).toList();
        Race.of(AT_ONCE, i -> book(others.get(i % 2), slots.get(i % 2)))
                .forEach(answer -> refused(answer, 409, "patient-already-booked"));
    }

    private void assertWaitsOnce(Clinic clinic, String entry) {
        Race.of(AT_ONCE, i -> join(clinic)).forEach(answer -> refused(answer, 409, "waitlist-entry-exists")
                .body("waitlistEntryId", equalTo(entry)));
    }

    private Response book(Clinic clinic, String slot) {
        var body = new HashMap<>(clinic.booking(slot));
        body.put("patient", guest());
        return Clinic.post(Tokens.admin(), "/v1/appointments", body);
    }

    private Response join(Clinic clinic) {
        return Clinic.post(
                Tokens.admin(),
                "/v1/waitlist-entries",
                Map.of("visitType", clinic.visitType, "sites", List.of(clinic.site), "patient", guest()));
    }

    private Map<String, Object> guest() {
        return Map.of("name", "Zoë " + family, "phone", phone);
    }

    private static List<String> found(Map<String, Object> body) {
        return Clinic.post(Tokens.admin(), "/v1/appointments/searches", body).path("items.id");
    }

    private static String start() {
        return given().auth()
                .oauth2(Tokens.admin())
                .header("Idempotency-Key", UUID.randomUUID())
                .post(ROTATIONS)
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    private static String state(String rotation) {
        return given().auth()
                .oauth2(Tokens.admin())
                .get(ROTATIONS + "/" + rotation)
                .path("state");
    }

    /** Puts a guest's rows under the other key, as a replica wrote them that did not have the new one yet. */
    private void asBeforeTheChange(HashedColumn column) {
        for (var row : guestsRows(column)) {
            Behind.run(
                    "UPDATE %s SET %s = ? WHERE id = ?".formatted(column.from().table(), column.column()),
                    row.hashes().get(1),
                    row.id());
        }
    }

    private List<String> columnsUnderTheOldKey() {
        return columns.stream()
                .filter(column -> guestsRows(column).stream()
                        .anyMatch(row -> !row.hash().equals(row.hashes().get(0))))
                .map(HashedColumn::name)
                .toList();
    }

    /**
     * A row of a guest.
     *
     * @param hash as it stands
     * @param hashes under the new key and under the old one
     */
    private record GuestsRow(UUID id, String hash, List<String> hashes) {}

    /** Of whoever has an id no hash is kept. */
    private List<GuestsRow> guestsRows(HashedColumn column) {
        var from = column.from();
        return Behind.ask("SELECT ARRAY[id::text, %s::text, %s, encode(%s, 'hex')] FROM %s WHERE %3$s IS NOT NULL"
                        .formatted(from.placedBy(), column.column(), from.column(), from.table()))
                .stream()
                .map(HashKeyChangeTest::texts)
                .map(row -> new GuestsRow(
                        UUID.fromString(row[0]),
                        row[2],
                        column.hashes()
                                .apply(vault.decrypt(
                                        HexFormat.of().parseHex(row[3]),
                                        from.place().apply(row[1])))))
                .filter(row -> row.hashes().size() == 2)
                .toList();
    }

    private static String[] texts(Object array) {
        try {
            return (String[]) ((Array) array).getArray();
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
