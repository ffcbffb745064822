package org.carepromise.kit.audit;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;

import org.carepromise.kit.audit.AuditVerdict.Finding;

/** Recomputes every seal from the rows that are there, and names the first row that is not as it was sealed. */
@ApplicationScoped
public class AuditVerifier {

    private static final int SEALS_AT_A_TIME = 20;

    private final Pool pool;
    private final AuditStore store;

    AuditVerifier(Pool pool, AuditStore store) {
        this.pool = pool;
        this.store = store;
    }

    public Uni<AuditVerdict> verify() {
        return continueAfter(new Link(0, 0, AuditSeal.BEGINNING, 0));
    }

    /** How far the check has come: the last seal found good, and how many rows were. */
    private record Link(long number, long xidTo, byte[] hash, long rows) {}

    private Uni<AuditVerdict> continueAfter(Link last) {
        return store.sealsAfter(pool, last.number(), SEALS_AT_A_TIME)
                .flatMap(seals -> seals.isEmpty()
                        ? store.countFrom(pool, last.xidTo()).map(open -> AuditVerdict.intact(last.rows(), open))
                        : checkEach(last, seals, 0));
    }

    private Uni<AuditVerdict> checkEach(Link last, List<AuditSeal> seals, int index) {
        if (index == seals.size()) {
            return continueAfter(last);
        }
        var seal = seals.get(index);
        if (!follows(last, seal)) {
            return Uni.createFrom().item(AuditVerdict.broken(Finding.SEAL_BROKEN, seal.number(), null, last.rows()));
        }
        return store.rows(pool, seal.xidFrom(), seal.xidTo()).flatMap(rows -> difference(seal, rows, last.rows())
                .map(found -> Uni.createFrom().item(found))
                .orElseGet(() -> checkEach(
                        new Link(seal.number(), seal.xidTo(), seal.hash(), last.rows() + rows.size()),
                        seals,
                        index + 1)));
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
