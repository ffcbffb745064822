package org.carepromise.kit.patient;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.carepromise.kit.crypto.HashKeys;
import org.carepromise.kit.crypto.KeyedHash;
import org.carepromise.kit.sample.SampleTest;
import org.carepromise.kit.tx.Sql;
import org.carepromise.kit.tx.Transactions;

import static org.assertj.core.api.Assertions.assertThat;

/** While the hash key is being changed a lock does what constraints can't: they compare texts. */
@SampleTest
class PatientTurnTest {

    private static final String LOCKS =
            """
            SELECT classid || ' ' || objid AS lock FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid()
            """;

    private static final PatientJson GUEST =
            new PatientJson(null, "Zoë Canaria", null, "+12175550123", null, null, null, null, null, null);
    private static final PatientJson OTHER =
            new PatientJson(null, "Zoë Canaria", null, "+12175550124", null, null, null, null, null, null);
    private static final PatientJson KNOWN =
            new PatientJson("pat-zoe", "Zoë Canaria", null, "+12175550123", null, null, null, null, null, null);

    @TempDir
    Path folder;

    @Inject
    Transactions transactions;

    @Test
    void replicasBeforeAndAfterTheSwapTakeOneLockForOneGuest() throws IOException {
        var before = HashKeys.changing(folder, "old", "new");
        var after = HashKeys.changing(folder, "new", "old");
        assertThat(locks(before, GUEST)).hasSize(1).isEqualTo(locks(after, GUEST));
        assertThat(locks(after, OTHER)).hasSize(1).isNotEqualTo(locks(after, GUEST));
    }

    @Test
    void whoeverHasOneKeyTakesNoLock() throws IOException {
        assertThat(locks(HashKeys.changing(folder, "new", "old"), KNOWN)).isEmpty();
        assertThat(locks(HashKeys.only(folder, "new"), GUEST)).isEmpty();
    }

    private List<String> locks(KeyedHash hash, PatientJson patient) {
        var keys = new PatientKeys(hash);
        return transactions
                .run(tx -> keys.takeTurn(tx, keys.patient(patient))
                        .flatMap(alone -> Sql.list(tx.reads(), row -> row.getString("lock"), LOCKS)))
                .await()
                .indefinitely();
    }
}
