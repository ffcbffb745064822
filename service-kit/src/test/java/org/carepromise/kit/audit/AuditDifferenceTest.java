package org.carepromise.kit.audit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

import org.junit.jupiter.api.Test;

import org.carepromise.kit.audit.AuditVerdict.Finding;

import static org.assertj.core.api.Assertions.assertThat;

/** What the verifier says of a batch of rows that are not, or not all, as they were sealed. */
class AuditDifferenceTest {

    private static final Instant AT = Instant.parse("2026-11-23T14:00:00.123456Z");
    private static final List<AuditEntry> ROWS =
            LongStream.of(3, 4, 7, 9).mapToObj(AuditDifferenceTest::row).toList();
    private static final AuditSeal SEAL = AuditSeal.over(5, 100, 200, ROWS, AuditSeal.BEGINNING);

    @Test
    void rowsAsTheyWereSealedAreNoDifference() {
        assertThat(AuditVerifier.difference(SEAL, ROWS, 0)).isEmpty();
        assertThat(SEAL.isIntact()).isTrue();
    }

    @Test
    void eachMissingRowIsNamed() {
        for (var row : ROWS) {
            assertThat(difference(without(row))).contains(found(Finding.ROW_MISSING, row.position()));
        }
        assertThat(difference(List.of())).contains(found(Finding.ROW_MISSING, 3));
    }

    @Test
    void eachAddedRowIsNamed() {
        for (long position : new long[] {1, 5, 8, 12}) {
            var more = new ArrayList<>(ROWS);
            more.add(row(position));
            more.sort(java.util.Comparator.comparing(AuditEntry::position));
            assertThat(difference(more)).contains(found(Finding.ROW_ADDED, position));
        }
    }

    @Test
    void eachChangedFieldIsNoticed() {
        var row = row(7);
        var changes = List.of(
                new AuditEntry(
                        7,
                        AT.plusNanos(1_000),
                        row.person(),
                        row.token(),
                        row.action(),
                        row.object(),
                        "s",
                        row.patients(),
                        "t"),
                new AuditEntry(7, AT, "x", row.token(), row.action(), row.object(), "s", row.patients(), "t"),
                new AuditEntry(7, AT, row.person(), "x", row.action(), row.object(), "s", row.patients(), "t"),
                new AuditEntry(7, AT, row.person(), row.token(), "x", row.object(), "s", row.patients(), "t"),
                new AuditEntry(7, AT, row.person(), row.token(), row.action(), "x", "s", row.patients(), "t"),
                new AuditEntry(7, AT, row.person(), row.token(), row.action(), row.object(), null, row.patients(), "t"),
                new AuditEntry(7, AT, row.person(), row.token(), row.action(), row.object(), "", row.patients(), "t"),
                new AuditEntry(7, AT, row.person(), row.token(), row.action(), row.object(), "s", List.of("p1"), "t"),
                new AuditEntry(
                        7, AT, row.person(), row.token(), row.action(), row.object(), "s", List.of("p2", "p1"), "t"),
                new AuditEntry(7, AT, row.person(), row.token(), row.action(), row.object(), "s", List.of("p1p2"), "t"),
                new AuditEntry(
                        7, AT, row.person(), row.token(), row.action(), row.object(), "s", row.patients(), null));
        var hashes = new HashSet<String>();
        for (var changed : changes) {
            var rows = new ArrayList<>(ROWS);
            rows.set(2, changed);
            assertThat(difference(rows)).as(changed.toString()).contains(found(Finding.ROW_CHANGED, 7));
            hashes.add(java.util.HexFormat.of().formatHex(changed.hash()));
        }
        assertThat(hashes).hasSize(changes.size());
    }

    @Test
    void fieldsThatReadAlikeWhenJoinedHaveDifferentHashes() {
        var one = new AuditEntry(1, AT, "ab", "c", "d", "e", null, List.of(), null);
        var other = new AuditEntry(1, AT, "a", "bc", "d", "e", null, List.of(), null);
        assertThat(one.hash()).isNotEqualTo(other.hash());
    }

    @Test
    void aSealOfWhichAnyPartIsChangedIsBroken() {
        var broken = List.of(
                new AuditSeal(6, 100, 200, SEAL.positions(), SEAL.rowHashes(), SEAL.previous(), SEAL.hash()),
                new AuditSeal(5, 99, 200, SEAL.positions(), SEAL.rowHashes(), SEAL.previous(), SEAL.hash()),
                new AuditSeal(5, 100, 201, SEAL.positions(), SEAL.rowHashes(), SEAL.previous(), SEAL.hash()),
                new AuditSeal(5, 100, 200, List.of(3L, 4L, 7L, 8L), SEAL.rowHashes(), SEAL.previous(), SEAL.hash()),
                new AuditSeal(5, 100, 200, List.of(3L, 4L, 7L), SEAL.rowHashes(), SEAL.previous(), SEAL.hash()),
                new AuditSeal(5, 100, 200, SEAL.positions(), new byte[128], SEAL.previous(), SEAL.hash()),
                new AuditSeal(5, 100, 200, SEAL.positions(), SEAL.rowHashes(), SEAL.hash(), SEAL.hash()),
                new AuditSeal(5, 100, 200, SEAL.positions(), SEAL.rowHashes(), SEAL.previous(), SEAL.previous()));
        assertThat(broken).noneMatch(AuditSeal::isIntact);
    }

    private static AuditEntry row(long position) {
        return new AuditEntry(
                position, AT, "agent-1", "crm", "getAppointment", "appt_1", "s", List.of("p1", "p2"), "t");
    }

    private static List<AuditEntry> without(AuditEntry row) {
        return ROWS.stream().filter(each -> !each.equals(row)).toList();
    }

    private static Optional<AuditVerdict> difference(List<AuditEntry> rows) {
        return AuditVerifier.difference(SEAL, rows, 11);
    }

    private static AuditVerdict found(Finding finding, long position) {
        return AuditVerdict.broken(finding, 5, position, 11);
    }
}
