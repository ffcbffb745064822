package org.carepromise.callback.request;

import java.util.List;

import org.junit.jupiter.api.Test;

import org.carepromise.callback.CallbackTest;
import org.carepromise.callback.Desk;
import org.carepromise.testkit.Behind;

import static org.assertj.core.api.Assertions.assertThat;

/** Each request counts who waits at its site: by an index alone, whatever has ended there. */
@CallbackTest
class WaitingPlanTest {

    @Test
    void whoWaitsIsCountedFromAnIndexThatHoldsNothingElse() {
        Desk.open();
        Desk.roster(5);
        Desk.asked(Desk.request(Desk.patient()));
        Behind.run(
                """
                INSERT INTO callback (id, site_id, topic, skill, language, state, release_at, due_at, zone, attempts,
                                      lease_epoch, asked_topic, patient_key, contact_key, patient, version, created_at, ended_at)
                SELECT gen_random_uuid(), site_id, topic, skill, language, 'REACHED', release_at, due_at, zone, 1, 0,
                       asked_topic, patient_key || n, contact_key || n, patient, 1, created_at, created_at
                  FROM callback, generate_series(1, 3000) AS n
                """);
        Behind.run("VACUUM ANALYZE callback");

        var plan = Behind.plan(CallbackStore.WAITING_COUNTED, List.of("'night-desk'"));

        assertThat(plan).contains("Index Only Scan using callback_first_attempts_of_pool");
    }
}
