package org.carepromise.kit.notice;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class NoticeValueTest {

    @Test
    void everyKindIsReadAsItWasWritten() {
        var values = Map.of(
                "provider", NoticeValue.words("Dr. Lee"),
                "startAt", NoticeValue.time(Instant.parse("2026-12-10T15:20:00Z"), ZoneId.of("America/Chicago")),
                "instructions", NoticeValue.paragraph("Eat before you come.", "Coma antes de venir."));
        assertThat(NoticeValue.of(NoticeValue.json(values))).isEqualTo(values);
    }

    @Test
    void aParagraphStandsByItselfInTheReadersLanguageAndLeavesNoTraceWhereItIsNone() {
        var text = new TextTemplate("With: Dr. Lee.\n{instructions}\nCall us.");
        var some = NoticeValue.paragraph(" Eat first. ", "Coma antes.");
        assertThat(text.fill(Map.of("instructions", some.in(Locale.US))))
                .isEqualTo("With: Dr. Lee.\n\nEat first.\n\nCall us.");
        assertThat(some.in(Locale.forLanguageTag("es"))).isEqualTo("\nComa antes.\n");
        assertThat(text.fill(
                        Map.of("instructions", NoticeValue.paragraph("", "").in(Locale.US))))
                .isEqualTo("With: Dr. Lee.\n\nCall us.");
    }
}
