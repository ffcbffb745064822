package org.carepromise.kit.request;

import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.carepromise.kit.sample.RawHttp;
import org.carepromise.kit.sample.SampleTest;
import org.carepromise.kit.sample.Things;
import org.carepromise.testkit.Tokens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

/** What does not fit the contract is 400 and named by its place (docs/api-style.md). */
@SampleTest
class RequestBodyTest {

    private static final int MEBIBYTE = 1 << 20;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{                                                  | line 1, column 2",
                "{\"name\":                                         | line 1, column 9",
                "{\"name\": Ada}                                    | line 1, column 10",
                "{\"name\":\"a\"} trailing                          | line 1, column 14",
                "{\"name\":\"a\",\"name\":\"b\"}                    | line 1, column 19"
            })
    void whatIsNotJsonIsNamedByItsPosition(String body, String position) {
        Things.create(body)
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("code", equalTo("request-invalid"))
                .body("errors[0].pointer", equalTo("#"))
                .body("errors[0].detail", containsString(position));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"naem\":\"x\"}                                   | #/naem",
                "{\"name\":\"x\",\"patient\":{\"naem\":\"x\"}}      | #/patient/naem",
                "{\"name\":1}                                       | #/name",
                "{\"name\":true}                                    | #/name",
                "{\"name\":{}}                                      | #/name",
                "{\"name\":[\"x\"]}                                 | #/name",
                "{\"name\":\"a\\u0000b\"}                           | #/name",
                "{\"name\":\"a\\ud800b\"}                           | #/name",
                "{\"name\":\"x\",\"colour\":\"BLUE\"}               | #/colour",
                "{\"name\":\"x\",\"colour\":\"red\"}                | #/colour",
                "{\"name\":\"x\",\"colour\":\"\"}                   | #/colour",
                "{\"name\":\"x\",\"colour\":0}                      | #/colour",
                "{\"name\":\"x\",\"count\":null}                    | #/count",
                "{\"name\":\"x\",\"count\":\"1\"}                   | #/count",
                "{\"name\":\"x\",\"count\":1.5}                     | #/count",
                "{\"name\":\"x\",\"count\":2147483648}              | #/count",
                "{\"name\":\"x\",\"count\":true}                    | #/count",
                "{\"name\":\"x\",\"from\":\"tomorrow\"}             | #/from",
                "{\"name\":\"x\",\"from\":\"2026\"}                 | #/from",
                "{\"name\":\"x\",\"from\":1795442400}               | #/from",
                "{\"name\":\"x\",\"from\":\"\"}                     | #/from",
                "{\"name\":\"x\",\"from\":\"2026-11-23\"}           | #/from",
                "{\"name\":\"x\",\"from\":\"2026-11-23T10:00:00\"}  | #/from",
                "{\"name\":\"x\",\"from\":\"2026-02-30T10:00:00Z\"} | #/from",
                "{\"name\":\"x\",\"from\":\"+12026-11-23T10:00:00Z\"} | #/from",
                "{\"name\":\"x\",\"tags\":\"a\"}                    | #/tags",
                "{\"name\":\"x\",\"tags\":[\"a\",1]}                | #/tags/1",
                "{\"name\":\"x\",\"patient\":[]}                    | #/patient",
                "{\"name\":\"x\",\"patient\":{\"birthDate\":\"1980-02-30\"}} | #/patient/birthDate",
                "{\"name\":\"x\",\"patient\":{\"birthDate\":3789}}  | #/patient/birthDate",
                "[]                                                 | #",
                "\"x\"                                              | #",
                "7                                                  | #",
                "{\"name\":\"x\"} {}                                | #"
            })
    void aFieldThatIsUnknownOrOfAnotherTypeIsNamed(String body, String pointer) {
        Things.create(body)
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("code", equalTo("request-invalid"))
                .body("errors[0].pointer", equalTo(pointer));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{}                                                             | #/name",
                "{\"name\":null}                                                | #/name",
                "{\"name\":\"\"}                                                | #/name",
                "{\"name\":\"x\",\"tags\":[\"a\",\"123456789\"]}                | #/tags/1",
                "{\"name\":\"x\",\"tags\":[null]}                               | #/tags/0",
                "{\"name\":\"x\",\"tags\":[\"a\",\"b\",\"c\",\"d\"]}            | #/tags",
                "{\"name\":\"x\",\"patient\":{\"externalRefs\":[{\"id\":\"1\"}]}} | #/patient/externalRefs/0/system"
            })
    void aValueOutOfItsBoundsIsNamed(String body, String pointer) {
        Things.create(body)
                .then()
                .statusCode(400)
                .body("code", equalTo("request-invalid"))
                .body("errors[0].pointer", equalTo(pointer));
    }

    @Test
    void aTextThatIsTooLongIsNamedAndNotRepeated() {
        Things.create(Things.named("canary".repeat(11)))
                .then()
                .statusCode(400)
                .body("errors[0].pointer", equalTo("#/name"))
                .body("errors[0].detail", containsString("64"))
                .body("errors[0].detail", org.hamcrest.Matchers.not(containsString("canary")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "  "})
    void aMissingBodyIsNamed(String body) {
        var answer = RawHttp.send(body, Things.rawPost(Tokens.admin()));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).contains("\"code\":\"request-invalid\"", "\"pointer\":\"#\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"name\":\"x\",\"anything\":", "{\"name\":\"x\",\"unknown\":", "{\"name\":", ""})
    void tenThousandLevelsAreRefusedAndDoNoHarm(String before) {
        var answer = RawHttp.send(before + "[".repeat(10_000) + "]".repeat(10_000), Things.rawPost(Tokens.admin()));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).contains("\"code\":\"request-invalid\"");
        assertThat(answer.body().length()).isLessThan(400);
    }

    @Test
    void aNumberOfFiveThousandDigitsIsRefused() {
        Things.create("{\"name\":\"x\",\"anything\":" + "9".repeat(5_000) + "}")
                .then()
                .statusCode(400)
                .body("code", equalTo("request-invalid"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"c328", "a0a1", "e228a1", "f0288cbc", "c080", "edb080"})
    void whatIsNotUtf8IsRefused(String hex) {
        var body = new java.io.ByteArrayOutputStream();
        body.writeBytes("{\"name\":\"".getBytes(StandardCharsets.US_ASCII));
        body.writeBytes(java.util.HexFormat.of().parseHex(hex));
        body.writeBytes("\"}".getBytes(StandardCharsets.US_ASCII));
        var answer = RawHttp.send(body.toByteArray(), Things.rawPost(Tokens.admin()));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).contains("\"code\":\"request-invalid\"");
    }

    @Test
    void whatTheContractHasIsTaken() {
        Things.create("{\"name\":\"" + Things.name() + "\",\"colour\":\"RED\",\"count\":7,\"tags\":[\"ä\",\"😀\"],"
                        + "\"from\":\"2026-11-23t10:00:00.123456789-06:00\",\"patient\":null,\"anything\":[1e999]}")
                .then()
                .statusCode(201)
                .body("patient", nullValue());
    }

    @Test
    void aBodyOfMoreThanAMebibyteIsRefusedWithAProblem() {
        assertTooLarge(RawHttp.send("x".repeat(MEBIBYTE + 1), Things.rawPost(Tokens.admin())));
        var chunked = "{\"name\":\"" + "x".repeat(MEBIBYTE) + "\"}";
        assertTooLarge(RawHttp.sendChunked(chunked.getBytes(StandardCharsets.UTF_8), Things.rawPost(Tokens.admin())));
        var spaces = "{\"name\":\"x\"}" + " ".repeat(MEBIBYTE);
        assertTooLarge(RawHttp.sendChunked(spaces.getBytes(StandardCharsets.UTF_8), Things.rawPost(Tokens.admin())));
    }

    private static void assertTooLarge(RawHttp.Answer answer) {
        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.header("Content-Type")).contains("application/problem+json");
        assertThat(answer.body()).contains("\"code\":\"body-too-large\"", "\"traceId\":");
    }

    @Test
    void aBodyJustBelowTheLimitIsRead() {
        var padded = "{\"name\":\"%s\"".formatted(Things.name());
        var body = (padded + " ".repeat(MEBIBYTE - padded.length() - 1) + "}").getBytes(StandardCharsets.UTF_8);
        assertThat(body).hasSize(MEBIBYTE);
        assertThat(RawHttp.send(body, Things.rawPost(Tokens.admin())).status()).isEqualTo(201);
        var again = new String(body, StandardCharsets.UTF_8).replace("thing ", "chunk ");
        assertThat(RawHttp.sendChunked(again.getBytes(StandardCharsets.UTF_8), Things.rawPost(Tokens.admin()))
                        .status())
                .isEqualTo(201);
    }
}
