package org.carepromise.messaging;

import org.junit.jupiter.api.Test;

import org.carepromise.testkit.StoredContract;

import static io.restassured.RestAssured.given;

@MessageTest
class ContractTest {

    @Test
    void theStoredContractIsWhatTheCodeServes() {
        StoredContract.assertIsStored(
                "messaging",
                given().get("/openapi?format=JSON")
                        .then()
                        .statusCode(200)
                        .extract()
                        .asString());
    }
}
