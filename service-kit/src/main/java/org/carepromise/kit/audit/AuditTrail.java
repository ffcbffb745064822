package org.carepromise.kit.audit;

import java.util.Collection;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import io.opentelemetry.api.trace.Span;
import io.smallrye.mutiny.Uni;

import org.carepromise.kit.access.Caller;
import org.carepromise.kit.tx.Tx;

/**
 * Notes who read or wrote patients' data, in the transaction that did it. Plain inserts: writers never wait for each
 * other; {@link AuditSealer} chains the rows once they are committed.
 */
@ApplicationScoped
public class AuditTrail {

    private static final String ITSELF = "carepromise";

    private static final String APPEND =
            """
            INSERT INTO audit_entry (at, person, token, action, object, site_id, patient_ids, trace_id)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
            """;

    /**
     * @param action the contract's operationId
     * @param object the typed id of what was read or written, or the kind of a list
     * @param site the site it belongs to, or null for a list over several
     * @param patients whose data it is; one row holds all of a list
     */
    public Uni<Void> note(
            Tx tx, Caller caller, String action, String object, String site, Collection<String> patients) {
        return append(tx, caller.person(), caller.subject(), action, object, site, patients);
    }

    /** What the product did of itself, on nobody's account. */
    public Uni<Void> noteOwn(Tx tx, String action, String object, String site) {
        return append(tx, ITSELF, ITSELF, action, object, site, List.of());
    }

    private static Uni<Void> append(
            Tx tx,
            String person,
            String token,
            String action,
            String object,
            String site,
            Collection<String> patients) {
        var span = Span.current().getSpanContext();
        return tx.run(
                        APPEND,
                        tx.now(),
                        person,
                        token,
                        action,
                        object,
                        site,
                        patients.toArray(String[]::new),
                        span.isValid() ? span.getTraceId() : null)
                .replaceWithVoid();
    }
}
