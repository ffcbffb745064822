package org.carepromise.kit.audit;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;

import org.carepromise.kit.audit.AuditVerdict.Finding;

/** Recomputes every seal from the rows that are there, and names the first row that is not as it was sealed. */
@ApplicationScoped
public class AuditVerifier {

    private static final int SEALS_AT_A_TIME = 100;

    private final Pool pool;
    private final AuditStore store;

    AuditVerifier(Pool pool, AuditStore store) {
        this.pool = pool;
        this.store = store;
    }

    public Uni<AuditVerdict> verify() {
        return Multi.createBy()
                .repeating()
                .uni(Walk::new, this::step)
                .whilst(walk -> walk.verdict == null)
                .collect()
                .last()
                .map(walk -> walk.verdict);
    }

    /** How far the check has come: the last seal found good, and how many rows were. */
    private record Link(long number, long xidTo, byte[] hash, long rows) {}

    /** One walk along the chain, seal by seal; it ends with a verdict. */
    private static final class Walk {

        private final Deque<AuditSeal> ahead = new ArrayDeque<>();
        private Link last = new Link(0, 0, AuditSeal.BEGINNING, 0);
        private AuditVerdict verdict;

        private Walk endWith(AuditVerdict found) {
            verdict = found;
            return this;
        }
    }

    private Uni<Walk> step(Walk walk) {
        return walk.ahead.isEmpty() ? readOn(walk) : check(walk, walk.ahead.poll());
    }

    private Uni<Walk> readOn(Walk walk) {
        return store.sealsAfter(pool, walk.last.number(), SEALS_AT_A_TIME).flatMap(seals -> {
            walk.ahead.addAll(seals);
            return seals.isEmpty()
                    ? store.countFrom(pool, walk.last.xidTo())
                            .map(open -> walk.endWith(AuditVerdict.intact(walk.last.rows(), open)))
                    : Uni.createFrom().item(walk);
        });
    }

    private Uni<Walk> check(Walk walk, AuditSeal seal) {
        var last = walk.last;
        if (!follows(last, seal)) {
            return Uni.createFrom()
                    .item(walk.endWith(AuditVerdict.broken(Finding.SEAL_BROKEN, seal.number(), null, last.rows())));
        }
        return store.rows(pool, seal.xidFrom(), seal.xidTo()).map(rows -> {
            walk.last = new Link(seal.number(), seal.xidTo(), seal.hash(), last.rows() + rows.size());
            return difference(seal, rows, last.rows()).map(walk::endWith).orElse(walk);
        });
    }

    private static boolean follows(Link last, AuditSeal seal) {
        return seal.number() == last.number() + 1
                && seal.xidFrom() == last.xidTo()
                && Arrays.equals(seal.previous(), last.hash())
                && seal.isIntact();
    }

    static Optional<AuditVerdict> difference(AuditSeal seal, List<AuditEntry> rows, long checked) {
        int row = 0;
        for (int i = 0; i < seal.positions().size(); i++, row++) {
            long sealed = seal.positions().get(i);
            if (row == rows.size() || rows.get(row).position() > sealed) {
                return Optional.of(AuditVerdict.broken(Finding.ROW_MISSING, seal.number(), sealed, checked));
            }
            var found = rows.get(row);
            if (found.position() < sealed) {
                return Optional.of(AuditVerdict.broken(Finding.ROW_ADDED, seal.number(), found.position(), checked));
            }
            if (!Arrays.equals(found.hash(), seal.rowHash(i))) {
                return Optional.of(AuditVerdict.broken(Finding.ROW_CHANGED, seal.number(), sealed, checked));
            }
        }
        return row < rows.size()
                ? Optional.of(AuditVerdict.broken(
                        Finding.ROW_ADDED, seal.number(), rows.get(row).position(), checked))
                : Optional.empty();
    }
}
