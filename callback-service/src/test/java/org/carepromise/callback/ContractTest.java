package org.carepromise.callback;

import org.junit.jupiter.api.Test;

import org.carepromise.testkit.StoredContract;

import static io.restassured.RestAssured.given;

@CallbackTest
class ContractTest {

    @Test
    void theStoredContractIsWhatTheCodeServes() {
        StoredContract.assertIsStored(
                "callback",
                given().get("/openapi?format=JSON")
                        .then()
                        .statusCode(200)
                        .extract()
                        .asString());
    }
}
