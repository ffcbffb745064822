package org.carepromise.kit.promise;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

import org.carepromise.kit.sample.Behind;
import org.carepromise.kit.sample.SampleTest;
import org.carepromise.kit.site.ConfigurationFiles;
import org.carepromise.kit.site.PublishedPromise;
import org.carepromise.kit.site.Sites;
import org.carepromise.kit.time.ProductClock;
import org.carepromise.kit.timer.TimerPoller;
import org.carepromise.kit.tx.Transactions;
import org.carepromise.kit.tx.Tx;

import static org.assertj.core.api.Assertions.assertThat;

/** A closure that is added later moves the running promises it touches, later only, and each is told and audited once. */
@SampleTest
class ReRatePromisesTest {

    private static final PublishedPromise RESOLVED = PublishedPromise.COMPLAINT_RESOLVED;
    private static final ZoneId CHICAGO = ZoneId.of("America/Chicago");

    @Singleton
    static class Told implements LimitMoved {

        final List<Promise> moved = new ArrayList<>();

        @Override
        public synchronized Uni<Void> tell(Tx tx, List<Promise> promises) {
            moved.addAll(promises);
            return Uni.createFrom().voidItem();
        }
    }

    @Inject
    Told told;

    @Inject
    PromiseKeeper keeper;

    @Inject
    TimerPoller poller;

    @Inject
    ConfigurationFiles files;

    @Inject
    Sites sites;

    @Inject
    Transactions transactions;

    @Inject
    ProductClock clock;

    @Inject
    Pool pool;

    @ConfigProperty(name = "carepromise.sites.file")
    Path sitesFile;

    private final String touched = "thing_" + UUID.randomUUID();
    private final String elsewhere = "thing_" + UUID.randomUUID();
    private final String ofItsOwn = "thing_" + UUID.randomUUID();
    private final String finished = "thing_" + UUID.randomUUID();

    @Test
    void aClosureMovesTheLimitLaterTellsOnceAndLeavesFinishedOnesAlone() throws IOException {
        var before = run(tx -> keeper.make(tx, RESOLVED, touched, "chatham", tx.now()));
        var other = run(tx -> keeper.make(tx, RESOLVED, elsewhere, "honolulu", tx.now()));
        run(tx -> keeper.make(tx, RESOLVED, finished, "chatham", tx.now()));
        var kept = run(tx -> keeper.keep(tx, RESOLVED, finished, tx.now()));

        var own = run(tx -> keeper.makeUntil(
                tx, RESOLVED, ofItsOwn, "chatham", tx.now(), before.terms().limitAt(), true));

        var limitDay = LocalDate.ofInstant(before.terms().limitAt(), CHICAGO);
        closeChathamOn(limitDay);
        files.refresh().await().indefinitely();
        fireAll();
        fireAll();

        var after = only(touched);
        assertThat(after.terms().limitAt()).isAfter(before.terms().limitAt());
        assertThat(after.firstLimitAt()).isEqualTo(before.firstLimitAt());
        assertThat(only(elsewhere).terms().limitAt()).isEqualTo(other.terms().limitAt());
        assertThat(only(ofItsOwn).terms()).isEqualTo(own.terms());
        assertThat(only(finished).terms()).isEqualTo(kept.terms());
        assertThat(told.moved.stream().filter(promise -> promise.id().equals(before.id())))
                .hasSize(1);
        assertThat(told.moved.stream().filter(promise -> promise.id().equals(other.id())))
                .isEmpty();
        assertThat(Behind.count(
                        "SELECT count(*) FROM audit_entry WHERE action = 'reRatePromise' AND object = ?",
                        before.publicId()))
                .isOne();
        assertThat(Behind.count(
                        "SELECT count(*) FROM event WHERE subject = ? AND type = 'carepromise.promise.re-rated.v1'",
                        touched))
                .isOne();
    }

    private void closeChathamOn(LocalDate day) throws IOException {
        var text = Files.readString(sitesFile);
        long version = sites.current().version() + 1;
        Files.writeString(
                sitesFile,
                text.replaceFirst("version: \\d+", "version: " + version)
                        .replace(
                                "    name: Chatham Health Center\n",
                                "    name: Chatham Health Center\n    closures:\n      - { on: " + day
                                        + ", reason: Water damage }\n"));
    }

    private void fireAll() {
        poller.arriveAt(clock.instant()).await().indefinitely();
    }

    private Promise only(String subject) {
        return keeper.of(pool, List.of(subject)).await().indefinitely().get(0);
    }

    private <T> T run(Function<Tx, Uni<T>> work) {
        return transactions.run(work).await().indefinitely();
    }
}
