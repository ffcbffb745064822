package org.carepromise.kit.notice;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class NoticeTemplateTest {

    private final Map<String, String> files = new HashMap<>();

    @BeforeEach
    void fine() {
        files.put("a.en.txt", "Subject\n\nAt {startAt}. Call {phone}.\n");
        files.put("a.es.txt", "Asunto\n\nEl {startAt}. Llame al {phone}.\n");
        files.put("a.sms.en.txt", "{startAt}. Call {phone}.\n");
        files.put("a.sms.es.txt", "{startAt}. Llame al {phone}.\n");
    }

    @Test
    void theFirstLineIsTheSubjectAndTheRestTheText() {
        var forms = NoticeTemplate.read("a", files::get).forms().get("en");
        assertThat(forms.subject().text()).isEqualTo("Subject");
        assertThat(forms.full().fill(Map.of("startAt", "9", "phone", "1"))).isEqualTo("At 9. Call 1.");
    }

    @Test
    void aTextThatIsMissingInOneLanguageIsRefused() {
        files.remove("a.sms.es.txt");
        assertRefused("notices/a.sms.es.txt: missing");
    }

    @Test
    void aTextWithoutAWayToAHumanIsRefused() {
        files.put("a.sms.en.txt", "{startAt}.");
        assertRefused("notices/a.sms.en.txt: no way to a human");
    }

    @Test
    void aBraceThatIsNoPlaceholderIsRefused() {
        for (var wrong : new String[] {"{ startAt}", "{startAt", "startAt}", "{}", "{{phone}}", "{Start}"}) {
            files.put("a.sms.en.txt", wrong + " {phone}");
            assertRefused("notices/a.sms.en.txt: a brace");
        }
    }

    @Test
    void aPlaceholderThatOneLanguageForgotIsRefused() {
        files.put("a.es.txt", "Asunto\n\nLlame al {phone} o a {provider}.\n");
        assertRefused("the texts in es use [phone, provider, startAt], those in en [phone, startAt]");
    }

    @Test
    void valuesAreExactlyThosePlaceholdersThatAreNotFilledByItself() {
        var template = NoticeTemplate.read("a", files::get);
        template.checkValues(Set.of("startAt"));
        assertThatThrownBy(() -> template.checkValues(Set.of())).hasMessageContaining("needs [startAt]");
        assertThatThrownBy(() -> template.checkValues(Set.of("startAt", "phone")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whatLooksLikeAPlaceholderInAValueStaysAsItIs() {
        assertThat(new TextTemplate("{a} {b}").fill(Map.of("a", "{b} $1 \\", "b", "x")))
                .isEqualTo("{b} $1 \\ x");
        assertThatThrownBy(() -> new TextTemplate("{a}").fill(Map.of())).hasMessage("no value for {a}");
    }

    @Test
    void aValueStaysOnOneLine() {
        assertThat(NoticeValue.words("Dr.\r\nBcc: x\u0000").in(java.util.Locale.US))
                .isEqualTo("Dr. Bcc: x");
        assertThatThrownBy(() -> NoticeValue.words("x".repeat(201))).isInstanceOf(IllegalArgumentException.class);
        assertThat(NoticeValue.words("Canaria").toString()).doesNotContain("Canaria");
    }

    @Test
    void valuesSurviveTheirStorage() {
        var values = Map.of(
                "startAt",
                NoticeValue.time(
                        java.time.Instant.parse("2026-12-10T15:20:00Z"), java.time.ZoneId.of("America/Chicago")),
                "provider",
                NoticeValue.words("Dr. Núñez"));
        assertThat(NoticeValue.of(new io.vertx.core.json.JsonObject(
                        NoticeValue.json(values).encode())))
                .isEqualTo(values);
    }

    @Test
    void whatIsMissingInProductionIsNamedByItsProperty() {
        assertThat(NoticeStartRules.faults(true, true)).isEmpty();
        assertThat(NoticeStartRules.faults(false, false)).hasSize(2).satisfies(faults -> {
            assertThat(faults.get(0))
                    .contains(
                            "carepromise.channels.mail.from",
                            "carepromise.channels.sms.url",
                            "carepromise.channels.push.url");
            assertThat(faults.get(1)).contains("carepromise.notices.phone");
        });
    }

    private void assertRefused(String message) {
        assertThatThrownBy(() -> NoticeTemplate.read("a", files::get))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }
}
