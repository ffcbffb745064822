package org.carepromise.kit.audit;

import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;

import jakarta.inject.Inject;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.carepromise.kit.access.Caller;
import org.carepromise.kit.access.Scope;
import org.carepromise.kit.audit.AuditVerdict.Finding;
import org.carepromise.kit.sample.Behind;
import org.carepromise.kit.sample.SampleTest;
import org.carepromise.kit.tx.Transactions;
import org.carepromise.testkit.Race;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Every committed row is sealed once, whoever commits when; and whatever is changed afterwards is found. */
@SampleTest
class AuditSealingTest {

    private static final String NOTE =
            """
            INSERT INTO audit_entry (at, person, token, action, object, site_id, patient_ids)
            SELECT clock_timestamp(), 'p', 't', 'a', ?, 's', ARRAY['pat'] FROM generate_series(1, ?)
            """;

    @Inject
    AuditTrail trail;

    @Inject
    AuditSealer sealer;

    @Inject
    AuditVerifier verifier;

    @Inject
    AuditStore store;

    @Inject
    Transactions transactions;

    @Inject
    Pool pool;

    private final String object = "object " + UUID.randomUUID();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE audit_entry SET person = 'x'",
                "DELETE FROM audit_entry",
                "TRUNCATE audit_entry",
                "UPDATE audit_seal SET hash = previous",
                "DELETE FROM audit_seal",
                "TRUNCATE audit_seal",
                "ALTER TABLE audit_entry DISABLE TRIGGER ALL",
                "DROP TABLE audit_seal",
                "INSERT INTO audit_entry (position, at, person, token, action, object, patient_ids) OVERRIDING SYSTEM VALUE"
                        + " VALUES (0, now(), 'p', 't', 'a', 'o', '{}') ON CONFLICT (position) DO UPDATE SET person = 'x'"
            })
    void theServiceItselfMayNotChangeWhatIsNoted(String sql) throws Exception {
        try (var connection = Behind.asService()) {
            assertThatExceptionOfType(SQLException.class)
                    .isThrownBy(() -> Behind.change(connection, sql))
                    .satisfies(refused -> assertThat(refused.getSQLState()).isEqualTo("42501"));
        }
    }

    @Test
    void everyRowIsSealedOnceWhileTwentyWriteAndOneTransactionStaysOpen() throws Exception {
        var done = new AtomicBoolean();
        try (var straggler = Behind.asService()) {
            straggler.setAutoCommit(false);
            Behind.change(straggler, NOTE, object, 2);
            var sealing = new Thread(() -> {
                while (!done.get()) {
                    seal();
                }
            });
            sealing.start();
            Race.of(20, writer -> {
                var random = new SplittableRandom(writer);
                for (int i = 0; i < 10; i++) {
                    int rows = 1 + random.nextInt(3);
                    write(rows);
                }
                return null;
            });
            assertThat(verdict().unsealedRows()).isGreaterThanOrEqualTo(202);
            straggler.commit();
            done.set(true);
            sealing.join();
        }
        seal();
        assertThat(verdict()).satisfies(AuditSealingTest::assertIntact);
        assertThat(verdict().unsealedRows()).isZero();
        assertEachRowIsSealedOnce();
    }

    @Test
    void severalSealersAtOnceMakeOneChain() {
        for (int round = 0; round < 5; round++) {
            write(3);
            Race.of(6, sealer -> {
                seal();
                return null;
            });
        }
        seal();
        assertThat(verdict()).satisfies(AuditSealingTest::assertIntact);
        assertEachRowIsSealedOnce();
    }

    @Test
    void withoutNewRowsNothingIsSealed() {
        write(1);
        seal();
        long seals = Behind.count("SELECT count(*) FROM audit_seal");
        seal();
        seal();
        assertThat(Behind.count("SELECT count(*) FROM audit_seal")).isEqualTo(seals);
    }

    @Test
    void rowsAfterTheLastSealAreNotYetSealed() {
        seal();
        write(3);
        assertThat(verdict().unsealedRows()).isEqualTo(3);
        assertThat(verdict().intact()).isTrue();
        seal();
        assertThat(verdict().unsealedRows()).isZero();
    }

    @Test
    void aTransactionWithMoreRowsThanABatchIsSealedTooAndHoldsUpNobody() throws Exception {
        seal();
        try (var connection = Behind.asService()) {
            Behind.change(connection, NOTE, object, 12_000);
            Behind.change(connection, NOTE, object + " next", 1);
        }
        for (int i = 0; i < 3; i++) {
            seal();
        }
        assertThat(verdict()).satisfies(AuditSealingTest::assertIntact);
        assertThat(verdict().unsealedRows()).isZero();
    }

    @Test
    void aChangedRowIsNamed() {
        write(3);
        seal();
        long position = positions().get(1);
        for (var change : Arrays.asList(
                "person = 'x'", "patient_ids = '{}'", "site_id = NULL", "at = at + interval '1 microsecond'")) {
            var before = "UPDATE audit_entry SET person = 'admin', patient_ids = ARRAY['pat'], site_id = 's', at = '"
                    + Behind.select("SELECT at FROM audit_entry WHERE position = ?", position)
                            .get(0)
                    + "' WHERE position = " + position;
            Behind.change("UPDATE audit_entry SET " + change + " WHERE position = ?", position);
            var found = verdict();
            Behind.change(before);
            assertFound(found, Finding.ROW_CHANGED, position);
        }
        assertIntact(verdict());
    }

    @Test
    void aDeletedRowIsNamedAndSoIsOneThatIsSlippedIn() {
        write(3);
        seal();
        long position = positions().get(1);
        Behind.change("CREATE TABLE kept AS SELECT * FROM audit_entry WHERE position = " + position);
        Behind.change("DELETE FROM audit_entry WHERE position = ?", position);
        var deleted = verdict();
        Behind.change("INSERT INTO audit_entry OVERRIDING SYSTEM VALUE SELECT * FROM kept");
        Behind.change("UPDATE kept SET position = -1");
        Behind.change("INSERT INTO audit_entry OVERRIDING SYSTEM VALUE SELECT * FROM kept");
        var added = verdict();
        Behind.change("DELETE FROM audit_entry WHERE position = -1");
        Behind.change("DROP TABLE kept");
        assertFound(deleted, Finding.ROW_MISSING, position);
        assertFound(added, Finding.ROW_ADDED, -1);
        assertIntact(verdict());
    }

    @Test
    void aChangedOrMissingSealIsNamed() {
        write(1);
        seal();
        write(1);
        seal();
        long last = Behind.count("SELECT max(number) FROM audit_seal");
        for (var change : List.of(
                "hash = sha256(hash)",
                "previous = sha256(previous)",
                "row_hashes = sha256(row_hashes)",
                "positions = positions || 1::bigint",
                "xid_to = '1'")) {
            Behind.change("CREATE TABLE kept_seal AS SELECT * FROM audit_seal WHERE number = " + (last - 1));
            Behind.change("UPDATE audit_seal SET " + change + " WHERE number = ?", last - 1);
            var found = verdict();
            Behind.change("DELETE FROM audit_seal WHERE number = ?", last - 1);
            var missing = verdict();
            Behind.change("INSERT INTO audit_seal SELECT * FROM kept_seal");
            Behind.change("DROP TABLE kept_seal");
            assertThat(found.finding()).as(change).isEqualTo(Finding.SEAL_BROKEN);
            assertThat(found.seal()).as(change).isEqualTo(last - 1);
            assertThat(missing.finding()).isEqualTo(Finding.SEAL_BROKEN);
            assertThat(missing.seal()).isEqualTo(last);
        }
        assertIntact(verdict());
    }

    private void seal() {
        sealer.sealOnce().await().indefinitely();
    }

    private AuditVerdict verdict() {
        return verifier.verify().await().indefinitely();
    }

    private void write(int rows) {
        var caller = new Caller("admin", Set.of(), Optional.empty(), "admin", Scope.of(Set.of()), Scope.of(Set.of()));
        transactions
                .run(tx -> Uni.join()
                        .all(java.util.stream.IntStream.range(0, rows)
                                .mapToObj(i -> trail.note(tx, caller, "readThing", object, "s", List.of("pat")))
                                .toList())
                        .andFailFast())
                .await()
                .indefinitely();
    }

    private List<Long> positions() {
        return Behind.select("SELECT position FROM audit_entry WHERE object = ? ORDER BY position", object).stream()
                .map(Long::valueOf)
                .toList();
    }

    private static void assertEachRowIsSealedOnce() {
        assertThat(
                        Behind.count(
                                """
                        SELECT count(*) FROM (SELECT unnest(positions) AS position FROM audit_seal) AS sealed
                          FULL JOIN audit_entry USING (position)
                         GROUP BY position HAVING count(sealed) <> 1 OR count(audit_entry) <> 1
                         UNION ALL SELECT 0 ORDER BY 1 DESC LIMIT 1
                        """))
                .isZero();
    }

    private static void assertFound(AuditVerdict verdict, Finding finding, long position) {
        assertThat(verdict.intact()).isFalse();
        assertThat(verdict.finding()).isEqualTo(finding);
        assertThat(verdict.position()).isEqualTo(position);
    }

    private static void assertIntact(AuditVerdict verdict) {
        assertThat(verdict.intact()).as(verdict.toString()).isTrue();
        assertThat(verdict.finding()).isNull();
    }
}
