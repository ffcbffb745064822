package org.carepromise.kit.channel;

import java.time.Duration;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.carepromise.kit.channel.Receipt.Outcome;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ReceiptRulesTest {

    @ParameterizedTest
    @CsvSource({
        "200, SENT",
        "202, SENT",
        "299, SENT",
        "301, TRY_LATER",
        "302, TRY_LATER",
        "307, TRY_LATER",
        "400, REFUSED_FOR_GOOD",
        "404, REFUSED_FOR_GOOD",
        "410, REFUSED_FOR_GOOD",
        "422, REFUSED_FOR_GOOD",
        "401, TRY_LATER",
        "403, TRY_LATER",
        "407, TRY_LATER",
        "408, TRY_LATER",
        "425, TRY_LATER",
        "429, TRY_LATER",
        "500, TRY_LATER",
        "503, TRY_LATER",
        "100, TRY_LATER",
        "999, TRY_LATER"
    })
    void whoseFaultAnHttpAnswerIsDecidesWhetherItIsTriedAgain(int status, Outcome outcome) {
        assertThat(ReceiptRules.ofHttp(status, null).outcome()).isEqualTo(outcome);
        assertThat(ReceiptRules.ofHttp(status, null).reason()).isEqualTo("http-" + status);
    }

    @ParameterizedTest
    @CsvSource({
        "550, REFUSED_FOR_GOOD", "551, REFUSED_FOR_GOOD", "553, REFUSED_FOR_GOOD", "501, REFUSED_FOR_GOOD",
        "421, TRY_LATER", "450, TRY_LATER", "451, TRY_LATER", "452, TRY_LATER",
        "530, TRY_LATER", "535, TRY_LATER", "250, TRY_LATER"
    })
    void smtpRefusesForGoodFromFiveHundredOnUnlessOurPasswordIsWrong(int code, Outcome outcome) {
        assertThat(ReceiptRules.ofSmtpFailure(code).outcome()).isEqualTo(outcome);
    }

    @Test
    void retryAfterIsObeyedUpToADay() {
        assertThat(ReceiptRules.ofHttp(429, "120").retryAfter()).contains(Duration.ofMinutes(2));
        assertThat(ReceiptRules.ofHttp(503, "99999999").retryAfter()).contains(Duration.ofDays(1));
        for (var unread : new String[] {"-1", "soon", "", "99999999999999999999", "Wed, 25 Nov 2026 12:00:00 GMT"}) {
            assertThat(ReceiptRules.ofHttp(429, unread).retryAfter()).isEqualTo(Optional.empty());
        }
    }

    @Test
    void aMessageInALogIsNeitherAddressNorWords() {
        assertThat(new Outgoing("k", "p", Channel.SMS, "+12175557788", "Canaria", "Canaria").toString())
                .doesNotContain("Canaria", "5557788");
        assertThatThrownBy(() -> new Outgoing("k\r\nX: y", "p", Channel.SMS, "", "", ""))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
