package org.carepromise.scheduling.calendar;

import java.time.Instant;
import java.util.UUID;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.carepromise.kit.patient.PatientJson;
import org.carepromise.scheduling.calendar.Invitations.Invited;

import static org.assertj.core.api.Assertions.assertThat;

/** An entry names its patient by the mail address that it goes to, or by nothing that says who it is. */
class AttendeeTest {

    private static final UUID ID = UUID.fromString("019ab1d3-0000-7000-8000-000000000001");
    private static final String NOBODY = "urn:uuid:019ab1d3-0000-7000-8000-000000000001";

    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            quoteCharacter = '|',
            value = {
                "zoe@canaria.example, mailto:zoe@canaria.example",
                "zoe.o'hara+clinic@canaria.example, mailto:zoe.o'hara+clinic@canaria.example",
                "a#b?c%d&e/f{g@canaria.example, mailto:a%23b%3Fc%25d%26e%2Ff%7Bg@canaria.example",
                "| zoe@canaria.example |, mailto:zoe@canaria.example",
                "zoë@canaria.example, " + NOBODY,
                "\"zoe\"@canaria.example, " + NOBODY,
                "zoe, " + NOBODY,
                "|a@b.example\r\nX-EVIL:yes|, " + NOBODY,
                "||, " + NOBODY,
                "none, " + NOBODY
            })
    void whoIsInvited(String mail, String attendee) {
        var patient = new PatientJson(null, "Zoë Canaria", null, null, mail, null, null, null, null, null);
        var invited = new Invited(ID, 0, false, "main", Instant.EPOCH, Instant.EPOCH.plusSeconds(1), patient);
        assertThat(Invitations.attendee(invited)).isEqualTo(attendee);
        assertThat(invited.toString()).doesNotContain("Zoë", "canaria");
    }
}
