package org.carepromise.scheduling.appointment;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.restassured.response.Response;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.carepromise.scheduling.Clinic;
import org.carepromise.scheduling.SchedulingTest;
import org.carepromise.testkit.Race;
import org.carepromise.testkit.Tokens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.carepromise.scheduling.Refusals.refused;

@SchedulingTest
class AnyProviderTest {

    private static final int PROVIDERS = 4;

    private Clinic clinic;
    private List<String> providers;

    @BeforeEach
    void aClinicHasFourProvidersAtTheSameHours() {
        clinic = Clinic.simple();
        providers = new ArrayList<>(List.of(clinic.provider));
        for (int more = 1; more < PROVIDERS; more++) {
            var provider = Clinic.post(
                            Tokens.admin(),
                            "/v1/providers",
                            Map.of(
                                    "name", "Dr. Other",
                                    "sites", List.of(clinic.site),
                                    "visitTypes", List.of(clinic.visitType)))
                    .<String>path("id");
            clinic.save(Map.of("provider", provider)).then().statusCode(201);
            providers.add(provider);
        }
    }

    @Test
    void ofManyWhoTakeAnyProviderAllAreSeatedAndSpreadEvenly() {
        // three times of the same morning, each with a slot at every provider's
        var starts = clinic.slotsOfSession(Clinic.now());
        for (int time = 0; time < 3; time++) {
            var slot = starts.get(time);
            var patients = Clinic.patients(PROVIDERS + 2);
            var answers = Race.of(PROVIDERS + 2, i -> book(patients.get(i), slot));
            assertThat(answers.stream().filter(answer -> answer.statusCode() == 201))
                    .hasSize(PROVIDERS);
            assertThat(answers.stream()
                            .filter(answer -> answer.statusCode() != 201)
                            .map(answer -> answer.<String>path("code")))
                    .containsExactly("slot-full", "slot-full");
        }
    }

    @Test
    void theProviderWithFewestVisitsThatDayIsTaken() {
        var starts = clinic.slotsOfSession(Clinic.now());
        var seen = IntStream.range(0, PROVIDERS)
                .mapToObj(i -> book(Clinic.patient(), starts.get(i)))
                .map(answer -> answer.<String>path("provider"))
                .collect(Collectors.toSet());
        assertThat(seen).containsExactlyInAnyOrderElementsOf(providers);
    }

    @Test
    void withoutItTheNamedProviderAloneIsAsked() {
        var slot = clinic.slotsOfSession(Clinic.now()).get(0);
        clinic.book(Clinic.patient(), slot).then().statusCode(201);
        refused(clinic.book(Clinic.patient(), slot), 409, "slot-full");
        book(Clinic.patient(), slot).then().statusCode(201);
    }

    private Response book(String patient, String slot) {
        var body = new HashMap<String, Object>(clinic.booking(slot));
        body.put("anyProvider", true);
        return Clinic.post(Tokens.patient(patient), "/v1/appointments", body);
    }
}
