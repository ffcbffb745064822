package org.carepromise.callback.request;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import org.carepromise.kit.patient.Patient;
import org.carepromise.kit.patient.PatientJson;

import static org.assertj.core.api.Assertions.assertThat;

class TellPatientsTest {

    @Test
    void whateverElseWasNamedTheTextGoesToTheNumber() {
        var told = new PatientJson(
                "pat-ada",
                "Ada Moreno",
                LocalDate.parse("1980-05-17"),
                "+12175550123",
                "stranger@example.org",
                "es",
                "America/Chicago",
                List.of("interpreter"),
                List.of("pregnant"),
                List.of());
        var to =
                TellPatients.atNumberAlone(new Patient(Optional.of("pat-ada"), List.of("c"), List.of("pat-ada"), told));
        assertThat(to.id()).isEmpty();
        assertThat(to.contactKey()).isEqualTo("c");
        assertThat(to.block())
                .isEqualTo(new PatientJson(
                        null, null, null, "+12175550123", null, "es", "America/Chicago", null, null, null));
    }
}
