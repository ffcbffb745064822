package org.carepromise.scheduling.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.restassured.response.Response;
import org.junit.jupiter.api.Test;

import org.carepromise.scheduling.Clinic;
import org.carepromise.scheduling.SchedulingTest;
import org.carepromise.testkit.Tokens;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.carepromise.scheduling.Refusals.refused;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

@SchedulingTest
class SessionListTest {

    @Test
    void sessionsAreListedByStartAndPaged() {
        var clinic = Clinic.simple();
        var agent = Tokens.staff("agent", "night-desk");
        var first = list(agent, "provider=" + clinic.provider + "&limit=3");
        first.then()
                .statusCode(200)
                .body("items", hasSize(3))
                .body("items[0].capacity", equalTo(9))
                .body("items[0].timeZone", equalTo("America/Chicago"))
                .body("items[0].slots", nullValue())
                .body("nextCursor", notNullValue());
        var rest = list(agent, "provider=" + clinic.provider + "&limit=3&cursor=" + first.path("nextCursor"));
        var starts = new ArrayList<String>(first.path("items.start"));
        starts.addAll(rest.path("items.start"));
        assertThat(starts).hasSize(6).isSorted().doesNotHaveDuplicates();
        refused(list(agent, "cursor=" + first.path("nextCursor")), 400, "cursor-invalid");
    }

    @Test
    void oneSessionShowsItsSlotsItsCapsAndWhatIsGone() {
        var clinic = Clinic.simple();
        var cap = List.of(Map.of("visitTypes", List.of(clinic.visitType), "most", 4));
        clinic.save(Map.of(
                        "startsAt",
                        "13:00",
                        "endsAt",
                        "15:00",
                        "capacity",
                        2,
                        "overbook",
                        1,
                        "caps",
                        cap,
                        "carveOut",
                        Map.of("slots", 2, "opensBefore", "PT2H")))
                .then()
                .statusCode(201);
        var sessions = list(Tokens.admin(), "provider=" + clinic.provider + "&limit=4");
        var afternoon = sessions.<String>path("items.find { it.capacity == 12 }.id");
        var slot = get(Tokens.admin(), afternoon).<String>path("slots[0].id");
        clinic.book(Clinic.patient(), slot).then().statusCode(201);
        Clinic.post(
                        Tokens.patient(Clinic.patient()),
                        "/v1/holds",
                        Map.of("slotId", slot, "visitType", clinic.visitType))
                .then()
                .statusCode(201);
        get(Tokens.staff("nurse", "night-desk"), afternoon)
                .then()
                .statusCode(200)
                .body("state", equalTo("OPEN"))
                .body("slots", hasSize(6))
                .body("slots[0].taken", equalTo(1))
                .body("slots[0].held", equalTo(1))
                .body("slots[0].overbook", equalTo(1))
                .body("slots[3].opensAt", nullValue())
                .body("slots[4].opensAt", notNullValue())
                .body("caps.most", contains(4))
                .body("caps.taken", contains(1))
                .body("caps.held", contains(1))
                .body("taken", equalTo(1))
                .body("held", equalTo(1));
    }

    @Test
    void onlyStaffOfTheSiteSeeThem() {
        var clinic = Clinic.simple();
        var session = list(Tokens.admin(), "provider=" + clinic.provider).<String>path("items[0].id");
        var elsewhere = Tokens.staff("agent", "honolulu");
        list(elsewhere, "provider=" + clinic.provider).then().body("items", empty());
        refused(get(elsewhere, session), 404, "not-found");
        refused(get(Tokens.patient("pat-x"), session), 403, "forbidden");
        refused(get(Tokens.admin(), "sess_nothing"), 404, "not-found");
    }

    @Test
    void aRangeThatIsEmptyOrLongIsRefused() {
        refused(list(Tokens.admin(), "from=2027-01-01T00:00:00Z&to=2028-01-02T00:00:00Z"), 422, "range-invalid");
        refused(list(Tokens.admin(), "from=2027-01-01T00:00:00Z&to=2027-01-01T00:00:00Z"), 422, "range-invalid");
        refused(list(Tokens.admin(), "site=atlantis"), 422, "site-unknown");
        refused(list(Tokens.admin(), "provider=prov_nobody"), 422, "provider-unknown");
    }

    private static Response list(String token, String query) {
        return given().auth().oauth2(token).get("/v1/sessions?" + query);
    }

    private static Response get(String token, String id) {
        return given().auth().oauth2(token).get("/v1/sessions/" + id);
    }
}
