package org.carepromise.scheduling.imports;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;

import org.carepromise.kit.event.EventProblem;
import org.carepromise.kit.id.IdType;
import org.carepromise.kit.problem.Problem;

/** What was changed since when, by the event log: every change is an event. */
@ApplicationScoped
public class ChangedThings {

    private final ChangedThingStore store;

    ChangedThings(ChangedThingStore store) {
        this.store = store;
    }

    /** Ids of things that were changed at or after this instant, in order, each once. */
    public Uni<List<UUID>> page(SqlClient client, IdType type, Instant since, UUID after, int limit) {
        return store.page(client, type, since, after, limit);
    }

    /** @throws Problem {@code events-pruned} where the log does not reach back so far */
    Uni<Void> checkKept(SqlClient client, Instant since) {
        return store.prunedUntil(client)
                .invoke(prunedUntil -> {
                    if (prunedUntil.isPresent() && prunedUntil.get().isAfter(since)) {
                        throw Problem.of(EventProblem.EVENTS_PRUNED, "Ask for all, without updatedSince.")
                                .with("oldestAt", prunedUntil.get());
                    }
                })
                .replaceWithVoid();
    }
}
