package org.carepromise.scheduling.appointment;

import java.util.List;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;

import org.carepromise.kit.tx.Tx;

/** Who is still to come to a session. */
@ApplicationScoped
public class VisitsOfSession {

    private final AppointmentStore store;

    VisitsOfSession(AppointmentStore store) {
        this.store = store;
    }

    /** Those that have not begun and were not cancelled, by start; with the slots locked nobody joins them. */
    public Uni<List<Appointment>> ahead(Tx tx, UUID session) {
        return store.aheadIn(tx.reads(), session, tx.now());
    }
}
