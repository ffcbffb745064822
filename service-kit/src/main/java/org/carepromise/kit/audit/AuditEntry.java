package org.carepromise.kit.audit;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.List;

/**
 * One line of the audit trail: who did what to which patients' data. Ids alone.
 *
 * @param position where it stands; zero until stored
 * @param at when, by the product's clock
 * @param person the human behind the call
 * @param token the subject of the token that was used
 * @param action the contract's operationId
 * @param object the typed id of what was read or written, or the kind of a list
 * @param site the site it belongs to, or null
 * @param patients whose data it is
 * @param traceId leads to the logs, or null
 */
public record AuditEntry(
        long position,
        Instant at,
        String person,
        String token,
        String action,
        String object,
        String site,
        List<String> patients,
        String traceId) {

    static final int HASH_BYTES = 32;

    /** SHA-256 over every field, each with its length, so that no two entries share their bytes. */
    byte[] hash() {
        try {
            var bytes = new ByteArrayOutputStream();
            var out = new DataOutputStream(bytes);
            out.writeLong(position);
            out.writeLong(at.getEpochSecond());
            out.writeInt(at.getNano());
            for (var field : new String[] {person, token, action, object, site, traceId}) {
                write(out, field);
            }
            out.writeInt(patients.size());
            for (var patient : patients) {
                write(out, patient);
            }
            return sha256().digest(bytes.toByteArray());
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static void write(DataOutputStream out, String field) throws IOException {
        if (field == null) {
            out.writeInt(-1);
            return;
        }
        var bytes = field.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
