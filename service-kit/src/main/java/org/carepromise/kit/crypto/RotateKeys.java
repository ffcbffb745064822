package org.carepromise.kit.crypto;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.pgclient.PgException;
import org.jboss.logging.Logger;

import org.carepromise.kit.access.Caller;
import org.carepromise.kit.crypto.KeyRotationStore.Cipher;
import org.carepromise.kit.id.IdType;
import org.carepromise.kit.problem.Problem;
import org.carepromise.kit.tx.Constraints;
import org.carepromise.kit.tx.SqlState;
import org.carepromise.kit.tx.Transactions;
import org.carepromise.kit.tx.Tx;

/**
 * Encrypts all that is stored anew under the keyset's primary key, and hashes it anew under the current hash key, in small
 * batches and from where it stood, so that the keys before them can be taken out (docs/operate/keys.md).
 */
@ApplicationScoped
class RotateKeys {

    private static final Logger LOG = Logger.getLogger(RotateKeys.class);

    private static final int BATCH = 200;

    private final Transactions transactions;
    private final KeyRotationStore store;
    private final Vault vault;
    private final Map<String, EncryptedColumn> columns = new TreeMap<>();
    private final Map<String, HashedColumn> hashes = new TreeMap<>();
    private final List<HashFollower> followers;

    @Inject
    RotateKeys(
            Transactions transactions,
            KeyRotationStore store,
            Vault vault,
            @Any Instance<EncryptedColumn> columns,
            @Any Instance<HashedColumn> hashes,
            @Any Instance<HashFollower> followers) {
        this(
                transactions,
                store,
                vault,
                columns.stream().toList(),
                hashes.stream().toList(),
                followers.stream().toList());
    }

    RotateKeys(
            Transactions transactions,
            KeyRotationStore store,
            Vault vault,
            List<EncryptedColumn> columns,
            List<HashedColumn> hashes,
            List<HashFollower> followers) {
        this.transactions = transactions;
        this.store = store;
        this.vault = vault;
        columns.forEach(column -> this.columns.put(column.name(), column));
        hashes.forEach(column -> this.hashes.put(column.name(), column));
        this.followers = followers;
    }

    Uni<KeyRotation> start(Tx tx, Caller caller) {
        var id = IdType.next(tx.now());
        var names = Stream.concat(columns.keySet().stream(), hashes.keySet().stream());
        return store.insert(tx, id, caller.person(), names.toList())
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
        var turned = columns.containsKey(progress.name())
                ? encryptAnew(tx, columns.get(progress.name()), progress)
                : hashes.containsKey(progress.name())
                        ? hashAnew(tx, hashes.get(progress.name()), progress)
                        // of a release that has this column, or had it
                        : Uni.createFrom().item(by(progress, List.of(), 0, 0, 0, 0));
        return turned.flatMap(by -> store.advance(tx, rotation, by));
    }

    private Uni<KeyRotation.Column> encryptAnew(Tx tx, EncryptedColumn column, KeyRotation.Column progress) {
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
            var by = by(progress, ids(rows, Cipher::id), anew.size(), current, unreadable, 0);
            return store.write(tx, column, anew).replaceWith(by);
        });
    }

    private Cipher rewritten(EncryptedColumn column, Cipher row) {
        var place = column.place().apply(row.placedBy());
        return new Cipher(row.id(), row.placedBy(), vault.encrypt(vault.decrypt(row.bytes(), place), place));
    }

    private Uni<KeyRotation.Column> hashAnew(Tx tx, HashedColumn column, KeyRotation.Column progress) {
        return store.readHashes(tx, column, progress.after(), BATCH).flatMap(rows -> {
            var anew = new LinkedHashMap<UUID, String>();
            var moved = new HashMap<String, String>();
            int unreadable = 0;
            for (var row : rows) {
                try {
                    var place = column.from().place().apply(row.from().placedBy());
                    var hashed = column.hashes().apply(vault.decrypt(row.from().bytes(), place));
                    hashed.stream().skip(1).forEach(earlier -> moved.put(earlier, hashed.get(0)));
                    if (!hashed.isEmpty() && !hashed.get(0).equals(row.hash())) {
                        anew.put(row.from().id(), hashed.get(0));
                    }
                } catch (IllegalStateException keyGone) {
                    unreadable++;
                }
            }
            int current = rows.size() - anew.size() - unreadable;
            var read = ids(rows, row -> row.from().id());
            int unread = unreadable;
            return follow(tx, moved)
                    .flatMap(followed -> write(tx, column, anew))
                    .map(clashing -> by(progress, read, anew.size() - clashing, current, unread, clashing));
        });
    }

    private Uni<Void> follow(Tx tx, Map<String, String> moved) {
        return moved.isEmpty()
                ? Uni.createFrom().voidItem()
                : Multi.createFrom()
                        .iterable(followers)
                        .onItem()
                        .transformToUniAndConcatenate(
                                follower -> follower.follow(tx, moved).replaceWithVoid())
                        .onItem()
                        .ignoreAsUni();
    }

    /** @return how many rows a constraint refuses under their new hash; found one by one, where there is any */
    private Uni<Integer> write(Tx tx, HashedColumn column, Map<UUID, String> anew) {
        if (anew.isEmpty()) {
            return Uni.createFrom().item(0);
        }
        return tx.attempt(part -> store.writeHashes(part, column, anew).replaceWith(0))
                .onFailure(RotateKeys::isClash)
                .recoverWithUni(() -> anew.size() == 1
                        ? Uni.createFrom().item(1)
                        : Multi.createFrom()
                                .iterable(anew.entrySet())
                                .onItem()
                                .transformToUniAndConcatenate(
                                        each -> write(tx, column, Map.of(each.getKey(), each.getValue())))
                                .collect()
                                .with(Collectors.summingInt(clashing -> clashing)));
    }

    private static boolean isClash(Throwable failure) {
        return failure instanceof PgException refused
                && (SqlState.EXCLUSION_VIOLATION.equals(refused.getSqlState())
                        || SqlState.UNIQUE_VIOLATION.equals(refused.getSqlState()));
    }

    private static <R> List<UUID> ids(List<R> rows, Function<R, UUID> id) {
        return rows.stream().map(id).toList();
    }

    private static KeyRotation.Column by(
            KeyRotation.Column progress, List<UUID> read, int rewritten, int current, int unreadable, int clashing) {
        if (unreadable > 0) {
            LOG.errorf("key rotation: no key opens %d rows of %s", unreadable, progress.name());
        }
        if (clashing > 0) {
            LOG.errorf("key rotation: %d rows of %s clash under their new hash", clashing, progress.name());
        }
        return new KeyRotation.Column(
                progress.name(),
                read.isEmpty() ? progress.after() : read.get(read.size() - 1),
                rewritten,
                current,
                unreadable,
                clashing,
                read.size() < BATCH);
    }
}
