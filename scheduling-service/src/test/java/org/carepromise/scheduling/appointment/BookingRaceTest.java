package org.carepromise.scheduling.appointment;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.restassured.response.Response;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

import org.carepromise.scheduling.Clinic;
import org.carepromise.scheduling.SchedulingTest;
import org.carepromise.testkit.Race;
import org.carepromise.testkit.Tokens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.hasSize;

@SchedulingTest
class BookingRaceTest {

    private static final Duration TWO_SLOTS = Duration.ofMinutes(40);

    private static final int CLIENTS = 50;

    @RepeatedTest(5)
    void ofFiftyPatientsAskingForTheLastSeatExactlyOneGetsIt() {
        var clinic = Clinic.simple();
        var slot = clinic.freeSlots(1).get(0);
        var patients = Clinic.patients(CLIENTS);

        var answers = Race.of(CLIENTS, i -> clinic.book(patients.get(i), slot));

        assertThat(statuses(answers, 201)).isEqualTo(1);
        assertThat(statuses(answers, 409)).isEqualTo(CLIENTS - 1);
        assertThat(answers.stream().filter(answer -> answer.statusCode() == 409))
                .allSatisfy(loser -> assertThat(loser.<String>path("code")).isEqualTo("slot-full"))
                .allSatisfy(loser -> loser.then().body("alternatives", hasSize(3)));
    }

    @Test
    void aGroupOfTwelveTakesTwelveOfFifty() {
        var clinic = Clinic.with(Map.of("duration", "PT1H"), Map.of("slotLength", "PT1H", "capacity", 12));
        var slot = clinic.freeSlots(1).get(0);
        var patients = Clinic.patients(CLIENTS);

        var answers = Race.of(CLIENTS, i -> clinic.book(patients.get(i), slot));

        assertThat(statuses(answers, 201)).isEqualTo(12);
        assertThat(statuses(answers, 409)).isEqualTo(CLIENTS - 12);
    }

    @Test
    void visitsOfTwoSlotsNeverShareOneHoweverTheyRace() {
        var clinic = Clinic.with(Map.of("duration", "PT40M"), Map.of());
        var slots = clinic.freeSlots(8);
        var patients = Clinic.patients(CLIENTS);

        var answers = Race.of(CLIENTS, i -> clinic.book(patients.get(i), slots.get(i % slots.size())));

        var booked =
                answers.stream().filter(answer -> answer.statusCode() == 201).toList();
        assertThat(statuses(answers, 201) + statuses(answers, 409)).isEqualTo(CLIENTS);
        assertThat(booked.stream()
                        .map(answer ->
                                OffsetDateTime.parse(answer.path("start")).toInstant())
                        .sorted()
                        .toList())
                .satisfies(BookingRaceTest::areApart);
    }

    @Test
    void onePatientRacingForManyTimesIsNeverInTwoPlaces() {
        var clinics = List.of(Clinic.simple(), Clinic.simple(), Clinic.simple());
        var slots = clinics.stream().map(clinic -> clinic.freeSlots(1).get(0)).toList();
        var patient = Clinic.patient();

        var answers = Race.of(30, i -> clinics.get(i % 3).book(patient, slots.get(i % 3)));

        assertThat(statuses(answers, 201)).isEqualTo(1);
        assertThat(statuses(answers, 409)).isEqualTo(29);
    }

    @Test
    void fortyEqualRequestsUnderOneKeyAreOneBookingAndOneAnswer() {
        var clinic = Clinic.with(Map.of(), Map.of("capacity", 20));
        var slot = clinic.freeSlots(1).get(0);
        var token = Tokens.patient(Clinic.patient());
        var key = UUID.randomUUID().toString();

        var answers =
                Race.of(40, i -> Clinic.keyed(token, key, clinic.booking(slot)).post("/v1/appointments"));

        assertThat(Collections.frequency(
                        answers.stream().map(Response::statusCode).toList(), 201))
                .isEqualTo(40);
        assertThat(answers.stream().map(answer -> answer.body().asString()).distinct())
                .hasSize(1);
        assertThat(clinic.search(1).<Integer>path("items[0].remaining")).isEqualTo(19);
    }

    private static void areApart(List<? extends Instant> starts) {
        for (int i = 1; i < starts.size(); i++) {
            assertThat(Duration.between(starts.get(i - 1), starts.get(i))).isGreaterThanOrEqualTo(TWO_SLOTS);
        }
    }

    private static long statuses(List<Response> answers, int status) {
        return answers.stream().filter(answer -> answer.statusCode() == status).count();
    }
}
