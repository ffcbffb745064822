package org.carepromise.kit.channel;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class AttachmentTest {

    private static final String TYPE = "text/calendar; charset=utf-8; method=REQUEST";

    @Test
    void itIsReadAsItWasWrittenAndShowsItsNameAlone() {
        var file = new Attachment("appointment.ics", TYPE, "SUMMARY:Cita");
        assertThat(Attachment.from(file.json())).isEqualTo(file);
        assertThat(file).hasToString("appointment.ics");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "../x", "a\r\nB: c", "a\"b", "A.ics"})
    void aNameThatCouldBeAnotherHeaderIsRefused(String name) {
        assertThatThrownBy(() -> new Attachment(name, TYPE, "")).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "calendar", "text/calendar\r\nX: y", "text/calendar; a=b; c"})
    void aTypeThatIsNoneIsRefused(String type) {
        assertThatThrownBy(() -> new Attachment("a.ics", type, "")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void nothingButAMailCarriesOne() {
        var file = List.of(new Attachment("a.ics", TYPE, ""));
        assertThatThrownBy(() -> new Outgoing("k", "p", Channel.SMS, "+12175557788", "", "x", file))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(new Outgoing("k", "p", Channel.MAIL, "a@example.org", "", "x", file).attachments())
                .hasSize(1);
    }
}
