package org.carepromise.scheduling.appointment;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.restassured.response.Response;
import org.junit.jupiter.api.Test;

import org.carepromise.scheduling.Clinic;
import org.carepromise.scheduling.SchedulingTest;
import org.carepromise.testkit.Behind;
import org.carepromise.testkit.Tokens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.carepromise.scheduling.Refusals.refused;

@SchedulingTest
class AppointmentSearchTest {

    private final String family = "Quill" + UUID.randomUUID().toString().replaceAll("[^a-f]", "");
    private final String phone = "217555" + (1000 + (int) (Math.random() * 9000));

    @Test
    void staffFindByReferencePatientPhoneAndFamilyNameInAnySpelling() {
        var clinic = Clinic.simple();
        var patient = Clinic.patient();
        var booked = book(
                clinic, clinic.freeSlots(1).get(0), Map.of("id", patient, "name", "Zoë  " + family, "phone", phone));
        var id = booked.<String>path("id");
        assertThat(found(Map.of("reference", booked.<String>path("reference")))).containsExactly(id);
        assertThat(found(Map.of("patientId", patient))).containsExactly(id);
        assertThat(found(Map.of("phone", "+1 " + phone))).contains(id);
        assertThat(found(Map.of("familyName", family.toUpperCase()))).containsExactly(id);
        assertThat(found(Map.of("familyName", family.substring(1)))).isEmpty();
        assertThat(found(Map.of("site", clinic.site, "provider", clinic.provider)))
                .containsExactly(id);
        assertThat(found(Map.of("patientId", patient, "state", "CANCELLED"))).isEmpty();
    }

    @Test
    void pagesFollowEachOtherWithoutAGap() {
        var clinic = Clinic.simple();
        var ids = new ArrayList<String>();
        for (var slot : clinic.freeSlots(5)) {
            ids.add(clinic.book(Clinic.patient(), slot).path("id"));
        }
        var seen = new ArrayList<String>();
        String cursor = null;
        do {
            var body =
                    new HashMap<String, Object>(Map.of("site", clinic.site, "provider", clinic.provider, "limit", 2));
            if (cursor != null) {
                body.put("cursor", cursor);
            }
            var page = search(Tokens.admin(), body);
            seen.addAll(page.<List<String>>path("items.id"));
            cursor = page.path("nextCursor");
        } while (cursor != null);
        assertThat(seen).containsExactlyElementsOf(ids);
    }

    @Test
    void staffOfAnotherSiteFindNothingAndPatientsMayNotSearch() {
        var clinic = Clinic.simple();
        var booked = clinic.book(Clinic.patient(), clinic.freeSlots(1).get(0));
        var body = Map.<String, Object>of("reference", booked.<String>path("reference"));
        assertThat(search(Tokens.staff("agent", "springfield"), body).<List<String>>path("items.id"))
                .isEmpty();
        refused(search(Tokens.patient(Clinic.patient()), body), 403, "forbidden");
    }

    @Test
    void aSearchSaysWhereToLook() {
        refused(search(Tokens.admin(), Map.of("state", "BOOKED")), 400, "request-invalid");
        refused(search(Tokens.admin(), Map.of("phone", "none")), 422, "phone-invalid");
    }

    @Test
    void everybodyWhoWasFoundIsInTheAuditTrail() {
        var clinic = Clinic.simple();
        var patient = Clinic.patient();
        var booked = clinic.book(patient, clinic.freeSlots(1).get(0));
        found(Map.of("reference", booked.<String>path("reference")));
        assertThat(Behind.count(
                        "SELECT count(*) FROM audit_entry WHERE action = 'searchAppointments' AND ? = ANY (patient_ids)",
                        patient))
                .isOne();
    }

    private static Response book(Clinic clinic, String slot, Map<String, Object> patient) {
        var body = new HashMap<>(clinic.booking(slot));
        body.put("patient", patient);
        var booked = Clinic.post(Tokens.admin(), "/v1/appointments", body);
        booked.then().statusCode(201);
        return booked;
    }

    private static List<String> found(Map<String, Object> body) {
        return search(Tokens.admin(), body).path("items.id");
    }

    private static Response search(String token, Map<String, Object> body) {
        return Clinic.post(token, "/v1/appointments/searches", body);
    }
}
