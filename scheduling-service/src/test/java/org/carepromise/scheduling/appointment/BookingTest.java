package org.carepromise.scheduling.appointment;

import org.junit.jupiter.api.Test;

import org.carepromise.scheduling.Clinic;
import org.carepromise.scheduling.SchedulingTest;
import org.carepromise.testkit.Tokens;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;

@SchedulingTest
class BookingTest {

    @Test
    void aPatientBooksWhatTheSearchShowsAndReadsItBack() {
        var clinic = Clinic.simple();
        var patient = Clinic.patient();
        var slot = clinic.freeSlots(1).get(0);

        var booked = clinic.book(patient, slot);

        booked.then()
                .statusCode(201)
                .header("Location", matchesPattern("/v1/appointments/appt_[0-9a-z]{26}"))
                .header("ETag", equalTo("\"1\""))
                .body("state", equalTo("BOOKED"))
                .body("slotId", equalTo(slot))
                .body("timeZone", equalTo("America/Chicago"));
        given().auth()
                .oauth2(Tokens.patient(patient))
                .get(booked.header("Location"))
                .then()
                .statusCode(200)
                .body("reference", equalTo(booked.path("reference")));
        assertThat(clinic.freeSlots(1)).doesNotContain(slot);
    }
}
