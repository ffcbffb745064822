package org.carepromise.kit.audit;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/**
 * A link of the chain: the hashes of some committed rows, bound to the link before. It keeps each row's hash, so that the
 * verifier can name the row that was changed and not only the batch.
 *
 * @param number 1, 2, 3 …
 * @param xidFrom the first transaction id that it covers
 * @param xidTo the first that it no longer covers
 * @param positions of the rows, ascending
 * @param rowHashes their hashes, one behind the other
 * @param previous the hash of the link before
 * @param hash of all that
 */
record AuditSeal(
        long number, long xidFrom, long xidTo, List<Long> positions, byte[] rowHashes, byte[] previous, byte[] hash) {

    static final byte[] BEGINNING = new byte[AuditEntry.HASH_BYTES];

    static AuditSeal over(long number, long xidFrom, long xidTo, List<AuditEntry> rows, byte[] previous) {
        var hashes = ByteBuffer.allocate(rows.size() * AuditEntry.HASH_BYTES);
        rows.forEach(row -> hashes.put(row.hash()));
        var positions = rows.stream().map(AuditEntry::position).toList();
        return new AuditSeal(
                number,
                xidFrom,
                xidTo,
                positions,
                hashes.array(),
                previous,
                link(number, xidFrom, xidTo, positions, hashes.array(), previous));
    }

    boolean isIntact() {
        return Arrays.equals(hash, link(number, xidFrom, xidTo, positions, rowHashes, previous))
                && rowHashes.length == positions.size() * AuditEntry.HASH_BYTES;
    }

    byte[] rowHash(int index) {
        return Arrays.copyOfRange(rowHashes, index * AuditEntry.HASH_BYTES, (index + 1) * AuditEntry.HASH_BYTES);
    }

    private static byte[] link(
            long number, long xidFrom, long xidTo, List<Long> positions, byte[] rowHashes, byte[] previous) {
        var digest = AuditEntry.sha256();
        var numbers = ByteBuffer.allocate((3 + positions.size()) * Long.BYTES)
                .putLong(number)
                .putLong(xidFrom)
                .putLong(xidTo);
        positions.forEach(numbers::putLong);
        digest.update(numbers.array());
        digest.update(rowHashes);
        digest.update(previous);
        return digest.digest();
    }
}
