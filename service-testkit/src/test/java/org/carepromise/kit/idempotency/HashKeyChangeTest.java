package org.carepromise.kit.idempotency;

import java.io.IOException;
import java.nio.file.Path;

import jakarta.inject.Inject;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.junit.QuarkusMock;
import io.vertx.ext.web.RoutingContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.carepromise.kit.crypto.HashKeys;
import org.carepromise.kit.crypto.KeyedHash;
import org.carepromise.kit.sample.Behind;
import org.carepromise.kit.sample.SampleTest;
import org.carepromise.kit.sample.Things;
import org.carepromise.kit.tx.Transactions;
import org.carepromise.testkit.Tokens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

/** Requests are known again by whichever replica gets them while the hash key is being changed (docs/operate/keys.md). */
@SampleTest
class HashKeyChangeTest {

    @TempDir
    Path folder;

    @Inject
    Once running;

    @Inject
    Transactions transactions;

    @Inject
    IdempotencyStore store;

    @Inject
    ObjectMapper json;

    @Inject
    RoutingContext exchange;

    @Test
    void whoRepeatsARequestInAnyStepOfTheChangeGetsTheStoredAnswer() throws IOException {
        var known = HashKeys.changing(folder, "old", "new");
        var swapped = HashKeys.changing(folder, "new", "old");
        assertRepeats(HashKeys.only(folder, "old"), known);
        assertRepeats(HashKeys.only(folder, "old"), swapped);
        assertRepeats(swapped, known);
        assertRepeats(swapped, HashKeys.only(folder, "new"));
    }

    private void assertRepeats(KeyedHash first, KeyedHash then) {
        var key = Things.key();
        var body = Things.named(Things.name());
        answerWith(first);
        var stored = Things.create(Tokens.admin(), key, body);
        stored.then().statusCode(201).header("Idempotent-Replayed", nullValue());

        answerWith(then);
        var again = Things.create(Tokens.admin(), key, body);
        again.then().statusCode(201).header("Idempotent-Replayed", equalTo("true"));
        assertThat(again.asByteArray()).isEqualTo(stored.asByteArray());
        assertThat(Behind.count("SELECT count(*) FROM thing WHERE name = ?", body.get("name")))
                .isOne();
        Things.create(Tokens.admin(), key, Things.named(Things.name()))
                .then()
                .statusCode(422)
                .body("code", equalTo("idempotency-key-reused"));
    }

    /** As a replica does that was started with these keys. */
    private void answerWith(KeyedHash keys) {
        QuarkusMock.installMockForInstance(new Once(transactions, store, keys, json, exchange), running);
    }
}
