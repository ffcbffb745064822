package org.carepromise.scheduling.visittype;

import java.time.Duration;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;

import org.carepromise.kit.tx.Tx;
import org.carepromise.scheduling.visittype.VisitTypeJson.NewVisitTypeJson;

@ApplicationScoped
class VisitTypeStore {

    private static final String INSERT =
            """
            INSERT INTO visit_type (id, name, modality, length_seconds, buffer_before_seconds, buffer_after_seconds,
                                    lead_time_seconds, horizon_seconds, future_limit, resource_kind,
                                    reminder_days, cancellation_notice_seconds, no_show_after_seconds, version, created_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, 1, $14)
            ON CONFLICT (id) DO NOTHING
            """;

    /** @return whether the id was free */
    Uni<Boolean> insert(Tx tx, NewVisitTypeJson type) {
        var visit = type.visit();
        var terms = type.terms();
        return tx.run(
                        INSERT,
                        type.id(),
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
                        terms.noShowAfter()
                                .map(Duration::toSeconds)
                                .map(Long::intValue)
                                .orElse(null),
                        tx.now())
                .map(rows -> rows.rowCount() == 1);
    }
}
