package org.carepromise.scheduling;

import org.junit.jupiter.api.Test;

import org.carepromise.testkit.StoredContract;

import static io.restassured.RestAssured.given;

@SchedulingTest
class ContractTest {

    @Test
    void theStoredContractIsWhatTheCodeServes() {
        StoredContract.assertIsStored(
                "scheduling",
                given().get("/openapi?format=JSON")
                        .then()
                        .statusCode(200)
                        .extract()
                        .asString());
    }
}
