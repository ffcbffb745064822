package org.carepromise.scheduling.figures;

import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;

import org.carepromise.kit.access.Caller;
import org.carepromise.kit.access.Role;
import org.carepromise.kit.tx.Tx;
import org.carepromise.scheduling.Ids;

/** Notes which visits patients give back because a reminder asked them, so that those booked in their place can be counted. */
@ApplicationScoped
public class VisitsGivenBack {

    private final FiguresStore store;

    VisitsGivenBack(FiguresStore store) {
        this.store = store;
    }

    /**
     * The statement to run before those that cancel or move the appointment and free its seats; none where nobody followed
     * a link.
     */
    public Uni<Void> by(Tx tx, Caller caller, UUID appointment) {
        return caller.roles().contains(Role.LINK)
                ? store.giveBack(tx, appointment, Ids.APPOINTMENT.format(appointment))
                : Uni.createFrom().voidItem();
    }
}
