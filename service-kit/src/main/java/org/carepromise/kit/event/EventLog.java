package org.carepromise.kit.event;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;

import org.carepromise.kit.id.IdType;
import org.carepromise.kit.tx.Tx;

/** Writes events in the transaction of what they tell of. */
@ApplicationScoped
public class EventLog {

    private static final String APPEND =
            """
            INSERT INTO event (id, type, subject, site_id, time, data)
            VALUES ($1, $2, $3, $4, $5, $6)
            """;

    /**
     * Appends one event. Call it after every row that the event tells of is locked: the sequence number drawn here then
     * keeps a subject's events in their order.
     */
    public Uni<Void> append(Tx tx, Event event) {
        return tx.run(
                        APPEND,
                        IdType.next(tx.now()),
                        event.type(),
                        event.subject(),
                        event.site(),
                        event.time(),
                        event.data())
                .replaceWithVoid();
    }
}
