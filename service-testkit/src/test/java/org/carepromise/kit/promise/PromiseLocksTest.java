package org.carepromise.kit.promise;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

import jakarta.inject.Inject;

import io.smallrye.mutiny.Uni;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import org.carepromise.kit.sample.Behind;
import org.carepromise.kit.sample.SampleTest;
import org.carepromise.kit.site.PublishedPromise;
import org.carepromise.kit.time.ProductClock;
import org.carepromise.kit.timer.TimerPoller;
import org.carepromise.kit.tx.Transactions;
import org.carepromise.kit.tx.Tx;

import static org.assertj.core.api.Assertions.assertThat;

/** What happens to a promise while another replica's poll has claimed some of its timers and got no farther. */
@SampleTest
class PromiseLocksTest {

    private static final PublishedPromise URGENT = PublishedPromise.URGENT_ANSWERED;
    private static final String SITE = "night-desk";

    @Inject
    PromiseKeeper keeper;

    @Inject
    TimerPoller poller;

    @Inject
    Transactions transactions;

    @Inject
    ProductClock clock;

    private final String subject = "thing_" + UUID.randomUUID();

    @Test
    void aTimerWaitsForAnEarlierOneOfItsPromiseThatAnotherPollHolds() throws SQLException {
        makeOverdue();
        try (var other = Behind.asSuperuser()) {
            claim(other, "AT_RISK");
            poll();
            assertThat(events()).as("told past the one that is held").containsExactly("made");
            other.rollback();
        }
        poll();
        assertThat(events()).startsWith("made", "at-risk").contains("breached");
    }

    @Test
    void aChangeTellsWhatFellDueThoughAPollHoldsIt() throws Exception {
        makeOverdue();
        CompletableFuture<Promise> kept;
        try (var other = Behind.asSuperuser()) {
            claim(other, "BREACH");
            kept = CompletableFuture.supplyAsync(() -> run(tx -> keeper.keep(tx, URGENT, subject, tx.now())));
            Awaitility.await().until(() -> Behind.waitingForALock() > 0);
            other.rollback();
        }
        assertThat(kept.get().state()).isEqualTo(PromiseState.BREACHED);
        assertThat(events()).contains("breached").endsWith("kept-late");
    }

    /** As a poll does that has not come to the promises yet. */
    private void claim(Connection connection, String kind) throws SQLException {
        connection.setAutoCommit(false);
        try (var statement = connection.prepareStatement("SELECT FROM sla_timer JOIN promise ON promise.id = promise_id"
                + " WHERE promise.subject = ? AND kind = ? FOR UPDATE OF sla_timer")) {
            statement.setString(1, subject);
            statement.setString(2, kind);
            assertThat(statement.executeQuery().next()).isTrue();
        }
    }

    /** Past its limit, with no poll in between. */
    private void makeOverdue() {
        run(tx -> keeper.make(tx, URGENT, subject, SITE, tx.now().minus(Duration.ofMinutes(121))));
    }

    /** Of all that is overdue, however long. */
    private void poll() {
        poller.arriveAt(clock.instant()).await().indefinitely();
    }

    private <T> T run(Function<Tx, Uni<T>> work) {
        return transactions.run(work).await().indefinitely();
    }

    private List<String> events() {
        return Behind.select("SELECT split_part(type, '.', 3) FROM event WHERE subject = ? ORDER BY seq", subject);
    }
}
