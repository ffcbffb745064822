package org.carepromise.callback.queue;

import java.util.List;

import org.junit.jupiter.api.Test;

import org.carepromise.callback.CallbackTest;
import org.carepromise.callback.Desk;
import org.carepromise.testkit.Behind;

import static org.assertj.core.api.Assertions.assertThat;

/** Taking the next reads by index, however long the queue is. */
@CallbackTest
class NextPlanTest {

    @Test
    void eachKindOfAttemptIsFoundByAnIndexOfItsOwn() {
        Desk.open();
        Desk.roster(5);
        Desk.asked(Desk.request(Desk.patient()));
        Behind.run(
                """
                INSERT INTO callback (id, site_id, topic, skill, language, state, release_at, due_at, zone, attempts,
                                      lease_epoch, sequence, asked_topic, patient_key, contact_key, patient, version, created_at)
                SELECT gen_random_uuid(), site_id, topic, skill, language, 'QUEUED', release_at,
                       due_at + n * interval '1 second', zone, 0, 0, 0, asked_topic, patient_key || n, contact_key || n,
                       patient, 1, created_at
                  FROM callback, generate_series(1, 3000) AS n
                """);
        Behind.run("ANALYZE callback");

        var plan = Behind.plan(
                QueueStore.NEXT,
                List.of("'night-desk'", "ARRAY['billing']", "ARRAY['en']", "'2030-01-01T15:00:00Z'", "'agent-1'"));

        assertThat(plan)
                .contains("callback_assigned", "callback_put_first", "callback_first_attempts", "callback_retries")
                .contains("callback_first_attempts_of_pool", "callback_retries_of_pool")
                .contains("One-Time Filter")
                .doesNotContain("Seq Scan");
    }
}
