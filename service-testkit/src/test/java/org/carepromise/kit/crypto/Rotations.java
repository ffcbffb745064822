package org.carepromise.kit.crypto;

import java.util.UUID;

import io.restassured.response.Response;

import org.carepromise.kit.sample.Behind;
import org.carepromise.testkit.Tokens;

import static io.restassured.RestAssured.given;

/** Rotations of keys as an administrator starts and watches them. */
final class Rotations {

    static final String PATH = "/v1/sample/key-rotations";

    private Rotations() {}

    static Response start(String key) {
        return given().auth()
                .oauth2(Tokens.admin())
                .header("Idempotency-Key", key)
                .post(PATH);
    }

    /** Of one column alone: the others are under the running service's keys, which a test's own do not have. */
    static String startOf(String column, String key) {
        var id = start(key).then().statusCode(201).extract().<String>path("id");
        var uuid = KeyRotation.ID.parse(id).orElseThrow();
        Behind.change("DELETE FROM key_rotation_column WHERE rotation_id = ?", uuid);
        Behind.change(
                "INSERT INTO key_rotation_column (rotation_id, name, after) VALUES (?, ?, ?)",
                uuid,
                column,
                new UUID(0, 0));
        return id;
    }

    static Response progress(String id) {
        var answer = given().auth().oauth2(Tokens.admin()).get(PATH + "/" + id);
        answer.then().statusCode(200);
        return answer;
    }
}
