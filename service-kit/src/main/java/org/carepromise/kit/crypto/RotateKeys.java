package org.carepromise.kit.crypto;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import org.jboss.logging.Logger;

import org.carepromise.kit.access.Caller;
import org.carepromise.kit.crypto.KeyRotationStore.Cipher;
import org.carepromise.kit.id.IdType;
import org.carepromise.kit.problem.Problem;
import org.carepromise.kit.tx.Constraints;
import org.carepromise.kit.tx.Transactions;
import org.carepromise.kit.tx.Tx;

/**
 * Encrypts all that is stored anew under the keyset's primary key, in small batches and from where it stood, so that the
 * keys before it can be taken out of the set (docs/operate/keys.md).
 */
@ApplicationScoped
class RotateKeys {

    private static final Logger LOG = Logger.getLogger(RotateKeys.class);

    private static final int BATCH = 200;

    private final Transactions transactions;
    private final KeyRotationStore store;
    private final Vault vault;
    private final Map<String, EncryptedColumn> columns = new TreeMap<>();

    @Inject
    RotateKeys(Transactions transactions, KeyRotationStore store, Vault vault, @Any Instance<EncryptedColumn> columns) {
        this(transactions, store, vault, columns.stream().toList());
    }

    RotateKeys(Transactions transactions, KeyRotationStore store, Vault vault, List<EncryptedColumn> columns) {
        this.transactions = transactions;
        this.store = store;
        this.vault = vault;
        columns.forEach(column -> this.columns.put(column.name(), column));
    }

    Uni<KeyRotation> start(Tx tx, Caller caller) {
        var id = IdType.next(tx.now());
        return store.insert(tx, id, caller.person(), columns.keySet())
                .onFailure(Constraints.refusedBy("key_rotation_one_at_a_time"))
                .transform(running -> Problem.of(KeyRotationProblem.KEY_ROTATION_RUNNING))
                .flatMap(inserted -> store.find(tx.reads(), id));
    }

    @Scheduled(every = "5s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> asTimePasses() {
        return rotateAll().onFailure(Exception.class).recoverWithUni(failure -> {
            // The message may quote a row; the type may not.
            LOG.warnf(
                    "key rotation failed: %s; it goes on trying",
                    failure.getClass().getSimpleName());
            return Uni.createFrom().voidItem();
        });
    }

    /** Until the one that runs is done. */
    Uni<Void> rotateAll() {
        return rotateSome()
                .flatMap(more -> more ? rotateAll() : Uni.createFrom().voidItem());
    }

    /** @return whether there is more */
    Uni<Boolean> rotateSome() {
        return transactions.run(tx -> store.takeTurn(tx)
                .flatMap(rotation -> rotation == null
                        ? Uni.createFrom().item(false)
                        : store.nextColumn(tx, rotation)
                                .flatMap(column -> column == null
                                        ? store.end(tx, rotation).replaceWith(false)
                                        : turn(tx, rotation, column).replaceWith(true))));
    }

    private Uni<Void> turn(Tx tx, UUID rotation, KeyRotation.Column progress) {
        var column = columns.get(progress.name());
        if (column == null) {
            // of a release that has this column, or had it
            return store.advance(
                    tx, rotation, new KeyRotation.Column(progress.name(), progress.after(), 0, 0, 0, true));
        }
        return store.read(tx, column, progress.after(), BATCH).flatMap(rows -> {
            var anew = new ArrayList<Cipher>();
            int current = 0;
            int unreadable = 0;
            for (var row : rows) {
                if (vault.isCurrent(row.bytes())) {
                    current++;
                } else {
                    try {
                        anew.add(rewritten(column, row));
                    } catch (IllegalStateException keyGone) {
                        unreadable++;
                    }
                }
            }
            if (unreadable > 0) {
                LOG.errorf("key rotation: no key opens %d rows of %s", unreadable, column.name());
            }
            var after = rows.isEmpty()
                    ? progress.after()
                    : rows.get(rows.size() - 1).id();
            var by =
                    new KeyRotation.Column(column.name(), after, anew.size(), current, unreadable, rows.size() < BATCH);
            return store.write(tx, column, anew).flatMap(written -> store.advance(tx, rotation, by));
        });
    }

    private Cipher rewritten(EncryptedColumn column, Cipher row) {
        var place = column.place().apply(row.placedBy());
        return new Cipher(row.id(), row.placedBy(), vault.encrypt(vault.decrypt(row.bytes(), place), place));
    }
}
