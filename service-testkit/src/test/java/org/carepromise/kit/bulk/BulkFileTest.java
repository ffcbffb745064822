package org.carepromise.kit.bulk;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.restassured.RestAssured;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.carepromise.kit.sample.RawHttp;
import org.carepromise.kit.sample.SampleTest;
import org.carepromise.kit.sample.Things;
import org.carepromise.testkit.CapturedLog;
import org.carepromise.testkit.RealParts;
import org.carepromise.testkit.Tokens;

import static org.assertj.core.api.Assertions.assertThat;

/** Files of many things: what cannot be read is told line by line, and nothing else is lost by it. */
@SampleTest
class BulkFileTest {

    private static final String PATH = "/v1/thing-files";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String own = Things.name();

    private static String[] head(String query, String mediaType) {
        return new String[] {
            "POST " + PATH + query + " HTTP/1.1",
            "Content-Type: " + mediaType,
            "Authorization: Bearer " + Tokens.admin()
        };
    }

    private static List<JsonNode> verdicts(RawHttp.Answer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return dechunked(answer.body()).lines().map(BulkFileTest::json).toList();
    }

    /** Sizes of chunks stand on lines of their own. */
    private static String dechunked(String body) {
        var text = new StringBuilder();
        int at = 0;
        while (at < body.length()) {
            int end = body.indexOf("\r\n", at);
            int length = Integer.parseInt(body.substring(at, end), 16);
            if (length == 0) {
                break;
            }
            text.append(body, end + 2, end + 2 + length);
            at = end + 2 + length + 2;
        }
        return text.toString();
    }

    private static JsonNode json(String line) {
        try {
            return JSON.readTree(line);
        } catch (IOException noJson) {
            throw new IllegalStateException(line, noJson);
        }
    }

    private static List<JsonNode> csv(String file) {
        return verdicts(RawHttp.send(file, head("", "text/csv")));
    }

    private static List<String> codes(List<JsonNode> verdicts) {
        return verdicts.stream()
                .filter(each -> each.has("line"))
                .map(each -> each.get("line") + " "
                        + each.path("problem").path("code").asText("taken"))
                .toList();
    }

    private String line(String suffix) {
        return "{\"name\":\"" + own + suffix + "\"}\n";
    }

    @Test
    void whatCannotBeReadIsToldByItsLineAndTheOthersAreTaken() throws IOException {
        var file = new ByteArrayOutputStream();
        file.writeBytes(new byte[] {(byte) 0xef, (byte) 0xbb, (byte) 0xbf});
        file.writeBytes(line(" 1").replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8));
        file.writeBytes("\n  \nno json\n".getBytes(StandardCharsets.UTF_8));
        file.writeBytes("{\"name\":\"Müller\"}\n".getBytes(StandardCharsets.ISO_8859_1));
        file.writeBytes(("{\"name\":\"" + "x".repeat(70_000) + "\"}\n").getBytes(StandardCharsets.UTF_8));
        file.writeBytes(
                "null\n[]\n{\"name\":\"a\",\"name\":\"b\"}\n{\"naem\":\"a\"}\n".getBytes(StandardCharsets.UTF_8));
        file.writeBytes(("{\"name\":\"fault canary\"}\n" + line(" 1") + line(" ä")).getBytes(StandardCharsets.UTF_8));
        try (var log = CapturedLog.open()) {
            var answer = RawHttp.send(file.toByteArray(), head("", "application/x-ndjson; charset=UTF-8"));
            var verdicts = verdicts(answer);
            assertThat(codes(verdicts))
                    .containsExactly(
                            "1 taken",
                            "4 request-invalid",
                            "5 line-encoding",
                            "6 line-too-long",
                            "7 request-invalid",
                            "8 request-invalid",
                            "9 request-invalid",
                            "10 request-invalid",
                            "11 internal-error",
                            "12 name-taken",
                            "13 taken");
            var summary = verdicts.get(verdicts.size() - 1).get("summary");
            assertThat(summary.toString()).contains("\"created\":2", "\"refused\":9", "\"complete\":true");
            assertThat(answer.body() + log.text()).doesNotContain("canary", "Müller");
        }
    }

    @Test
    void aTableMayHaveQuotedLineBreaksAndEveryKindOfLineEnd() {
        var file = "name,tags,count\r\n\"" + own + "\n1\",a|b,3\r\n" + own + " 2,,\n\"" + own + " \"\"3\"\"\",,\r" + own
                + " 4,,x\n" + own + " 5,\n\"" + own + "\"x,,\n" + own + " 6,,\n\"open," + own;
        assertThat(codes(csv(file)))
                .containsExactly(
                        "2 taken",
                        "4 taken",
                        "5 taken",
                        "6 request-invalid",
                        "7 line-unreadable",
                        "8 line-unreadable",
                        "9 taken",
                        "10 line-unreadable");
        assertThat(count(own)).isEqualTo(4);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "''                       ~ file-empty",
                "name                     ~ file-empty",
                "count,tags~ columns-invalid",
                "name,name~ columns-invalid",
                "name;count~ columns-invalid",
                "name,\"count~ columns-invalid"
            })
    void aTableWithoutItsColumnsIsRefusedAsAWhole(String file, String code) {
        var answer = RawHttp.send(file + "\n", head("", "text/csv"));
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.body()).contains("\"code\":\"" + code + "\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16LE", "UTF-16BE"})
    void utf16IsNamed(String charset) {
        var answer = RawHttp.send("\uFEFFname\nx\n".getBytes(Charset.forName(charset)), head("", "text/csv"));
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.body()).contains("file-encoding");
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "text/csv; charset=iso-8859-1", "text/plain"})
    void otherMediaTypesAreRefused(String mediaType) {
        assertThat(RawHttp.send("name\nx\n", head("", mediaType)).status()).isEqualTo(415);
    }

    @Test
    void aDryRunKeepsNothingAndKnowsOfTheLinesBefore() {
        var file = line(" 1") + line(" 1");
        var answer = RawHttp.send(file, head("?dryRun=true", "application/x-ndjson"));
        assertThat(codes(verdicts(answer))).containsExactly("1 taken", "2 name-taken");
        assertThat(count(own)).isZero();
    }

    @Test
    void aDryRunEndsWhereItWouldLockTooMuchForTooLong() {
        var file = new StringBuilder();
        for (int i = 0; i <= 20_000; i++) {
            file.append("{\"count\":1}\n");
        }
        var verdicts = verdicts(RawHttp.send(file.toString(), head("?dryRun=true", "application/x-ndjson")));
        var end = verdicts.get(verdicts.size() - 1);
        assertThat(end.at("/problem/code").asText()).isEqualTo("dry-run-too-long");
        assertThat(end.at("/summary/complete").asBoolean()).isFalse();
    }

    @Test
    void aFileMayBeLargerThanOtherBodiesUpToItsOwnLimit() {
        var twoMebibytes = line(" 1") + " ".repeat(60_000).concat("\n").repeat(40) + line(" 2");
        assertThat(codes(verdicts(RawHttp.send(twoMebibytes, head("", "application/x-ndjson")))))
                .containsExactly("1 taken", "42 taken");
        var nine = "\n".repeat(9 << 20).getBytes(StandardCharsets.UTF_8);
        assertThat(RawHttp.send(nine, head("", "application/x-ndjson")).status())
                .isEqualTo(413);
        var chunked = (line(" 3") + "\n".repeat(9 << 20)).getBytes(StandardCharsets.UTF_8);
        var end = verdicts(RawHttp.sendChunked(chunked, head("", "application/x-ndjson")));
        assertThat(end.get(end.size() - 1).at("/problem/code").asText()).isEqualTo("body-too-large");
        assertThat(end.get(end.size() - 1).at("/summary/complete").asBoolean()).isFalse();
    }

    /** The answer is not waited for before the whole file is sent, and a caller need not read it before. */
    @Test
    void verdictsComeWhileTheFileIsOnItsWay() throws IOException {
        var server = URI.create(RestAssured.baseURI);
        try (var socket = new Socket(server.getHost(), RestAssured.port)) {
            socket.setSoTimeout(20_000);
            var out = socket.getOutputStream();
            out.write((String.join("\r\n", head("", "application/x-ndjson"))
                            + "\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n")
                    .getBytes(StandardCharsets.UTF_8));
            var some = new StringBuilder();
            for (int i = 0; i < 400; i++) {
                some.append("{\"count\":").append(i).append("}\n");
            }
            out.write((Integer.toHexString(some.length()) + "\r\n" + some + "\r\n").getBytes(StandardCharsets.UTF_8));
            out.flush();
            var buffer = new byte[8_192];
            int read = socket.getInputStream().read(buffer);
            assertThat(new String(buffer, 0, read, StandardCharsets.UTF_8)).startsWith("HTTP/1.1 200");
        }
    }

    /** Once per file a caller sends it all and reads only then: the answer waits for them, not they for it. */
    @Test
    void whoReadsTheAnswerOnlyAfterSendingTheFileGetsAllOfIt() {
        var file = "{\"count\":1}\n".repeat(30_000);
        var verdicts = verdicts(RawHttp.send(file, head("", "application/x-ndjson")));
        assertThat(verdicts).hasSize(30_001);
    }

    @Test
    void aTableGoesOutWithItsFormulasNeutralised() {
        var answer = RestAssured.given()
                .auth()
                .oauth2(Tokens.admin())
                .accept("text/csv")
                .get(PATH + "?pages=3")
                .then()
                .statusCode(200)
                .extract();
        assertThat(answer.contentType()).startsWith("text/csv");
        var lines = answer.asString().lines().toList();
        assertThat(lines).hasSize(301);
        assertThat(lines.get(0)).isEqualTo("name,count,tags,patient.name");
        assertThat(lines.get(300)).isEqualTo("'=thing 2-99,,,");
    }

    @Test
    void aFileThatBreaksOffDoesNotLookWhole() {
        var first = RawHttp.send(
                "", "GET " + PATH + "?pages=3&broken=0 HTTP/1.1", "Authorization: Bearer " + Tokens.admin());
        assertThat(first.status()).isEqualTo(503);
        // whoever ends the answer must lose each time
        for (int round = 0; round < 30; round++) {
            var later = RawHttp.send(
                    "", "GET " + PATH + "?pages=3&broken=2 HTTP/1.1", "Authorization: Bearer " + Tokens.admin());
            assertThat(later.status()).isEqualTo(200);
            assertThat(later.body()).doesNotEndWith("0\r\n\r\n");
        }
    }

    private static long count(String name) {
        try (var connection = RealParts.server().superuser("sample").getConnection();
                var statement = connection.prepareStatement("SELECT count(*) FROM thing WHERE name LIKE ?")) {
            statement.setString(1, name + "%");
            try (var rows = statement.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
