package org.carepromise.callback.call;

import java.util.Optional;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import org.carepromise.kit.crypto.EncryptedColumn;
import org.carepromise.kit.crypto.HashedColumn;
import org.carepromise.kit.patient.PatientKeys;
import org.carepromise.kit.request.LargerBody;
import org.carepromise.kit.retention.RetentionRule;

/** What calls hold encrypted or hashed, for a rotation of keys to find, how long, and how large a file of them may be. */
class CallColumns {

    static final String IMPORTS = "/v1/call-imports";

    /** 100 MiB, as the contract says it to the gateway. */
    static final String LARGEST_FILE = "104857600";

    @Produces
    @Singleton
    static EncryptedColumn callPhone() {
        return EncryptedColumn.of("call", "phone");
    }

    @Produces
    @Singleton
    static HashedColumn callContactKey(PatientKeys keys) {
        return new HashedColumn(
                callPhone(),
                "contact_key",
                number -> keys.contact(Optional.of(number), Optional.empty(), Optional.empty()));
    }

    /** The call stays and counts; who called goes. */
    @Produces
    @Singleton
    static RetentionRule callPhoneRetention() {
        return RetentionRule.of(
                "call-phone",
                "call",
                "its first report",
                "call_with_phone",
                "P90D",
                "P1D",
                """
                SELECT count(*) FROM (
                    SELECT FROM call WHERE created_at <= $1 AND phone IS NOT NULL ORDER BY created_at LIMIT $2) AS old
                """,
                """
                WITH old AS MATERIALIZED (
                    SELECT id FROM call WHERE created_at <= $1 AND phone IS NOT NULL
                     ORDER BY created_at LIMIT $2 FOR UPDATE SKIP LOCKED)
                UPDATE call SET phone = NULL, contact_key = NULL FROM old WHERE call.id = old.id
                """);
    }

    @Produces
    @Singleton
    static RetentionRule call() {
        return RetentionRule.olderThan(
                "call", "call", "created_at", "its first report", "call_created", "P2Y", "P90D", "id");
    }

    @Produces
    @Singleton
    static RetentionRule surge() {
        return RetentionRule.olderThan("surge", "surge", "ends_at", "its end", "surge_ended", "P2Y", "P90D", "id");
    }

    @Produces
    @Singleton
    static LargerBody callFile() {
        return new LargerBody(IMPORTS, Long.parseLong(LARGEST_FILE));
    }
}
