package org.carepromise.acceptance;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.restassured.response.Response;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * A day of a clinic, from the reminder before it to the last no-show, played by moving the clock: what was carved out opens
 * at seven, a cancellation fills from the waiting list and leaves a later time to the next who waits.
 */
@ExtendWith(WholeProduct.class)
class FullDayIT {

    private static final ZoneId ZONE = ZoneId.of("America/Chicago");
    private static final int SLOTS = 20;
    private static final int CARVED_OUT = 6;

    private final String visitType = "day-" + UUID.randomUUID();
    private final String admin = FrontDoor.token("admin", "setup", Map.of("sites", List.of("*")));
    private final Patient ada = new Patient();
    private final Patient ben = new Patient();
    private final Patient cleo = new Patient();
    private final Patient dora = new Patient();

    private String provider;

    @Test
    void aDayPlaysFromTheReminderToTheNoShow() {
        provider = openClinic();
        var starts = nextDays(FrontDoor.now().plus(Duration.ofDays(4)));
        var day = starts.get(0).toLocalDate();
        var dayAfter = starts.stream()
                .map(OffsetDateTime::toLocalDate)
                .filter(date -> date.isAfter(day))
                .findFirst()
                .orElseThrow();

        var adas = ada.book(slotAt(day, LocalTime.of(10, 0)));
        var bens = ben.book(slotAt(day, LocalTime.of(10, 20)));
        var cleos = cleo.book(slotAt(dayAfter, LocalTime.of(9, 0)));
        cleo.waitFor(day, cleos);
        dora.waitFor(dayAfter, null);

        moveTo(day, LocalTime.of(6, 59));
        assertThat(ada.inbox()).contains("appointment-confirmed", "appointment-reminder");
        assertThat(freeOn(day)).as("before the carve-out opens").hasSize(SLOTS - CARVED_OUT - 2);
        moveTo(day, LocalTime.of(7, 0));
        assertThat(freeOn(day)).as("after it").hasSize(SLOTS - 2);

        moveTo(day, LocalTime.of(9, 0));
        ada.post(adas + "/cancellation", Map.of("reason", "PATIENT_ILL")).then().statusCode(200);
        var offer = cleo.offer();
        var taken = cleo.post("/v1/waitlist-offers/" + offer + "/acceptance", Map.of());
        taken.then().statusCode(200);
        assertThat(startOf(cleo.get(cleos))).isEqualTo(at(day, LocalTime.of(10, 0)));
        // her later time is offered on, to the next who waits for that day
        var doras = dora.offer();
        dora.post("/v1/waitlist-offers/" + doras + "/acceptance", Map.of())
                .then()
                .statusCode(200);

        moveTo(day, LocalTime.of(10, 5));
        FrontDoor.post(admin, cleos + "/check-in", Map.of()).then().statusCode(200);
        FrontDoor.post(admin, cleos + "/completion", Map.of()).then().statusCode(200);
        moveTo(day, LocalTime.of(10, 39));
        assertThat(ben.get(bens).<String>path("state")).isEqualTo("BOOKED");
        moveTo(day, LocalTime.of(10, 41));
        assertThat(ben.get(bens).<String>path("state")).isEqualTo("NO_SHOW");
        assertThat(cleo.get(cleos).<String>path("state")).isEqualTo("COMPLETED");
    }

    /** Twenty slots a day, of which six open at seven of the day itself; who is twenty minutes late has not come. */
    private String openClinic() {
        FrontDoor.post(
                        admin,
                        "/v1/visit-types",
                        Map.of(
                                "id", visitType,
                                "name", "Visit",
                                "modality", "IN_PERSON",
                                "duration", "PT20M",
                                "noShowAfter", "PT20M"))
                .then()
                .statusCode(201);
        var id = FrontDoor.post(
                        admin,
                        "/v1/providers",
                        Map.of("name", "Dr. Test", "sites", List.of("springfield"), "visitTypes", List.of(visitType)))
                .<String>path("id");
        FrontDoor.post(
                        admin,
                        "/v1/session-templates",
                        Map.of(
                                "provider",
                                id,
                                "site",
                                "springfield",
                                "weekdays",
                                List.of("MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY"),
                                "startsAt",
                                "09:00",
                                "endsAt",
                                "15:40",
                                "slotLength",
                                "PT20M",
                                "capacity",
                                1,
                                "carveOut",
                                Map.of("slots", CARVED_OUT, "opensAt", "07:00")))
                .then()
                .statusCode(201);
        return id;
    }

    /** Starts of the first days on which the clinic is open whole, from an instant on. */
    private List<OffsetDateTime> nextDays(Instant from) {
        return search(from, from.plus(Duration.ofDays(10))).<List<String>>path("items.start").stream()
                .map(OffsetDateTime::parse)
                .filter(start -> start.toLocalTime().equals(LocalTime.of(9, 0)))
                .toList();
    }

    private String slotAt(LocalDate day, LocalTime time) {
        return search(at(day, time), at(day, time).plusSeconds(1)).path("items[0].slotId");
    }

    private List<String> freeOn(LocalDate day) {
        return search(at(day, LocalTime.MIDNIGHT), at(day.plusDays(1), LocalTime.MIDNIGHT))
                .path("items.slotId");
    }

    private Response search(Instant from, Instant to) {
        var found = FrontDoor.through(ada.token)
                .get(
                        "/v1/availability?visitType={type}&provider={id}&from={from}&to={to}&limit=200",
                        visitType,
                        provider,
                        from.toString(),
                        to.toString());
        found.then().statusCode(200);
        return found;
    }

    private static Instant startOf(Response appointment) {
        return OffsetDateTime.parse(appointment.<String>path("start")).toInstant();
    }

    private static Instant at(LocalDate day, LocalTime time) {
        return day.atTime(time).atZone(ZONE).toInstant();
    }

    private static void moveTo(LocalDate day, LocalTime time) {
        FrontDoor.moveClock(at(day, time));
    }

    private final class Patient {

        private final String id = "pat-" + UUID.randomUUID();
        private final String mail = UUID.randomUUID() + "@example.org";
        private final String token = FrontDoor.token("patient", id, Map.of("patientId", id));

        /** @return the appointment's path */
        String book(String slot) {
            var booked = post("/v1/appointments", Map.of("slotId", slot, "visitType", visitType, "patient", block()));
            booked.then().statusCode(201);
            return booked.header("Location");
        }

        void waitFor(LocalDate day, String appointment) {
            var wish = Map.<String, Object>of(
                    "visitType", visitType,
                    "sites", List.of("springfield"),
                    "from", day.toString(),
                    "until", day.toString(),
                    "patient", block());
            var body = new HashMap<>(wish);
            if (appointment != null) {
                body.put("appointmentId", appointment.substring("/v1/appointments/".length()));
            }
            post("/v1/waitlist-entries", body).then().statusCode(201);
        }

        /** What this patient is offered, once they were told. */
        String offer() {
            return Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .until(
                            () -> FrontDoor.through(token)
                                    .get("/v1/waitlist-offers")
                                    .<List<String>>path("items.findAll { it.expiresAt != null }.id"),
                            offers -> !offers.isEmpty())
                    .get(0);
        }

        Response post(String path, Map<String, Object> body) {
            return FrontDoor.post(token, path, body);
        }

        Response get(String path) {
            return FrontDoor.through(token).get(path);
        }

        List<String> inbox() {
            return given().baseUri(WholeProduct.gateway())
                    .get("/v1/sandbox/inbox")
                    .then()
                    .statusCode(200)
                    .extract()
                    .path("items.findAll { it.to == '" + mail + "' }.purpose");
        }

        private Map<String, Object> block() {
            return Map.of("name", "Pat Test", "email", mail);
        }
    }
}
