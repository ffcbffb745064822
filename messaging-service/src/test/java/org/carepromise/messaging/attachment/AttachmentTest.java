package org.carepromise.messaging.attachment;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;

import jakarta.inject.Singleton;

import io.restassured.response.Response;
import io.smallrye.mutiny.Uni;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.carepromise.messaging.Inbox;
import org.carepromise.messaging.MessageTest;
import org.carepromise.messaging.Refusals;
import org.carepromise.testkit.Behind;
import org.carepromise.testkit.Tokens;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

@MessageTest
class AttachmentTest {

    private static final String ADA = Tokens.patient("pat-ada");
    private static final byte[] PNG = {
        (byte) 0x89,
        'P',
        'N',
        'G',
        '\r',
        '\n',
        0x1a,
        '\n',
        0,
        0,
        0,
        13,
        'I',
        'H',
        'D',
        'R',
        0,
        0,
        0,
        1,
        0,
        0,
        0,
        1,
        8,
        0
    };
    private static final String UNSAFE = "a text that the scanner of the tests does not like";

    /** The hook, as a deployment would bring it. */
    @Singleton
    static class Scanner implements AttachmentScan {

        @Override
        public Uni<Boolean> isSafe(byte[] bytes, String contentType) {
            return Uni.createFrom().item(!new String(bytes, StandardCharsets.UTF_8).contains("does not like"));
        }
    }

    @BeforeEach
    void empty() {
        Inbox.empty();
        Behind.run("DELETE FROM attachment");
    }

    @Test
    void aPictureComesWithAMessageAndIsReadByThoseWhoSeeTheThread() {
        String file = send(ADA, "rash.png", PNG)
                .then()
                .statusCode(201)
                .body("contentType", equalTo("image/png"))
                .body("size", equalTo(PNG.length))
                .extract()
                .path("id");
        var body = Inbox.words("");
        body.put("attachments", List.of(file));
        Inbox.post(ADA, "/v1/threads", body)
                .then()
                .statusCode(201)
                .body("lane", equalTo("URGENT"))
                .body("messages[0].attachments[0].name", equalTo("rash.png"));
        var path = "/v1/attachments/" + file + "/content";
        assertThat(Inbox.get(Inbox.NURSE, path).asByteArray()).isEqualTo(PNG);
        Refusals.refused(Inbox.get(Tokens.patient("pat-bob"), path), 404, "not-found");
        Refusals.refused(Inbox.get(Inbox.staff("nurse", "billing"), path), 404, "not-found");

        var part = given().auth().oauth2(ADA).header("Range", "bytes=1-3").get(path);
        part.then().statusCode(206).header("Content-Range", "bytes 1-3/" + PNG.length);
        assertThat(part.asString()).isEqualTo("PNG");
        Refusals.refused(
                given().auth().oauth2(ADA).header("Range", "bytes=99-").get(path), 416, "range-not-satisfiable");
    }

    @Test
    void aProgramThatIsCalledPdfIsRefusedAndSoIsWhatTheScannerDoesNotLike() {
        var program = new byte[512];
        program[0] = 'M';
        program[1] = 'Z';
        Refusals.refused(send(ADA, "result.pdf", program), 422, "attachment-type-refused");
        Refusals.refused(
                send(ADA, "run.txt", "#!/bin/sh\nrm -rf /\n".getBytes(StandardCharsets.UTF_8)),
                422,
                "attachment-type-refused");
        Refusals.refused(send(ADA, "a.txt", UNSAFE.getBytes(StandardCharsets.UTF_8)), 422, "attachment-unsafe");
        Refusals.refused(send(ADA, "empty.txt", new byte[0]), 400, "request-invalid");
        assertThat(Behind.count("SELECT count(*) FROM attachment")).isZero();
    }

    @Test
    void aFileIsOfItsPatientAndOfOneMessage() {
        String file = send(ADA, "rash.png", PNG).path("id");
        var body = Inbox.words(Inbox.ROUTINE);
        body.put("attachments", List.of(file));
        Refusals.refused(Inbox.post(Tokens.patient("pat-bob"), "/v1/threads", body), 422, "attachment-unknown");
        Inbox.post(ADA, "/v1/threads", body).then().statusCode(201);
        Refusals.refused(Inbox.post(ADA, "/v1/threads", body), 422, "attachment-unknown");
        assertThat(Behind.count("SELECT count(*) FROM thread")).isOne();
    }

    private static Response send(String token, String name, byte[] bytes) {
        return Inbox.post(
                token,
                "/v1/attachments",
                Map.of("name", name, "data", Base64.getEncoder().encodeToString(bytes)));
    }
}
