package org.carepromise.scheduling.visittype;

import java.time.Duration;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;

import org.carepromise.kit.tx.Sql;
import org.carepromise.kit.tx.Tx;
import org.carepromise.scheduling.visittype.VisitTypeJson.NewVisitTypeJson;

@ApplicationScoped
class VisitTypeStore {

    private static final String INSERT =
            """
            INSERT INTO visit_type (id, name, modality, length_seconds, buffer_before_seconds, buffer_after_seconds,
                                    lead_time_seconds, horizon_seconds, future_limit, resource_kind,
                                    reminder_days, cancellation_notice_seconds, no_show_after_seconds,
                                    instructions_en, instructions_es, version, created_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, 1, $16)
            ON CONFLICT (id) DO NOTHING
            """;

    private static final String LOCK_VERSION = "SELECT version FROM visit_type WHERE id = $1 FOR UPDATE";

    private static final String REPLACE =
            """
            UPDATE visit_type
               SET name = $2, modality = $3, length_seconds = $4, buffer_before_seconds = $5, buffer_after_seconds = $6,
                   lead_time_seconds = $7, horizon_seconds = $8, future_limit = $9, resource_kind = $10,
                   reminder_days = $11, cancellation_notice_seconds = $12, no_show_after_seconds = $13,
                   instructions_en = $14, instructions_es = $15, version = $16
             WHERE id = $1
            """;

    /** @return whether the id was free */
    Uni<Boolean> insert(Tx tx, NewVisitTypeJson type) {
        return tx.run(INSERT, values(type.id(), type, tx.now())).map(rows -> rows.rowCount() == 1);
    }

    /** @return the version of the type, locked, or null where there is none */
    Uni<Long> lockVersion(Tx tx, String id) {
        return Sql.first(tx.reads(), row -> row.getLong("version"), LOCK_VERSION, id);
    }

    Uni<?> replace(Tx tx, String id, VisitTypeFields type, long version) {
        return tx.run(REPLACE, values(id, type, version));
    }

    /** In the order of both statements, with one more at the end. */
    private static Object[] values(String id, VisitTypeFields type, Object last) {
        var visit = type.visit(id);
        var terms = type.terms();
        var instructions = terms.instructions();
        return new Object[] {
            id,
            type.name(),
            type.modality().name(),
            (int) visit.length().toSeconds(),
            (int) visit.bufferBefore().toSeconds(),
            (int) visit.bufferAfter().toSeconds(),
            (int) visit.leadTime().toSeconds(),
            (int) visit.horizon().toSeconds(),
            type.futureLimit(),
            type.resourceKind(),
            terms.reminderDays().toArray(Integer[]::new),
            (int) terms.cancellationNotice().toSeconds(),
            terms.noShowAfter().map(Duration::toSeconds).map(Long::intValue).orElse(null),
            instructions.map(Instructions::en).orElse(null),
            instructions.map(Instructions::es).orElse(null),
            last
        };
    }
}
