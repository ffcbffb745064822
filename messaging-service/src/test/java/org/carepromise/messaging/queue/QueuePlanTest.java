package org.carepromise.messaging.queue;

import java.util.List;

import org.junit.jupiter.api.Test;

import org.carepromise.messaging.MessageTest;
import org.carepromise.testkit.Behind;

import static org.assertj.core.api.Assertions.assertThat;

/** What the desk asks all day is read by indices. */
@MessageTest
class QueuePlanTest {

    @Test
    void whoIsNextAndTheQueueAreFoundByTheirIndices() {
        assertThat(Behind.plan(
                        QueueStore.NEXT,
                        List.of("'s'", "ARRAY['clinical']", "'2026-12-01Z'::timestamptz", "'nurse-1'")))
                .contains("thread_handed", "thread_put_first", "thread_queue")
                .doesNotContain("Seq Scan on thread");
        assertThat(Behind.plan(
                        QueueStore.QUEUE,
                        List.of(
                                "'s'",
                                "'clinical'",
                                "false",
                                "'2026-12-01Z'::timestamptz",
                                "'00000000-0000-0000-0000-000000000000'::uuid",
                                "50")))
                .contains("thread_queue")
                .doesNotContain("Sort");
    }
}
