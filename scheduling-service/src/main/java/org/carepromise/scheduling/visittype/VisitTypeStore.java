package org.carepromise.scheduling.visittype;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;

import org.carepromise.kit.tx.Tx;
import org.carepromise.scheduling.visittype.VisitTypeJson.NewVisitTypeJson;

@ApplicationScoped
class VisitTypeStore {

    private static final String INSERT =
            """
            INSERT INTO visit_type (id, name, modality, length_seconds, buffer_before_seconds, buffer_after_seconds,
                                    lead_time_seconds, horizon_seconds, version, created_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 1, $9)
            ON CONFLICT (id) DO NOTHING
            """;

    /** @return whether the id was free */
    Uni<Boolean> insert(Tx tx, NewVisitTypeJson type) {
        var visit = type.visit();
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
                        tx.now())
                .map(rows -> rows.rowCount() == 1);
    }
}
