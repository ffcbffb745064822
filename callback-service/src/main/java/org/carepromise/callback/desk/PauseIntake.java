package org.carepromise.callback.desk;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;

import org.carepromise.callback.CallbackProblem;
import org.carepromise.callback.intake.IntakePause;
import org.carepromise.callback.intake.IntakeStore;
import org.carepromise.callback.request.CallbackStore;
import org.carepromise.kit.access.Caller;
import org.carepromise.kit.audit.AuditTrail;
import org.carepromise.kit.event.Event;
import org.carepromise.kit.event.EventLog;
import org.carepromise.kit.problem.Problem;
import org.carepromise.kit.tx.Tx;

/**
 * A site takes no more requests from patients for a while, and takes them again. In the turn of the site: once it is
 * answered nobody gets in who was about to.
 */
@ApplicationScoped
class PauseIntake {

    private final CallbackStore callbacks;
    private final IntakeStore intake;
    private final EventLog events;
    private final AuditTrail audit;

    PauseIntake(CallbackStore callbacks, IntakeStore intake, EventLog events, AuditTrail audit) {
        this.callbacks = callbacks;
        this.intake = intake;
        this.events = events;
        this.audit = audit;
    }

    /** @throws Problem {@code pause-in-past} */
    Uni<Void> pause(Tx tx, Caller caller, String site, String reason, Optional<Instant> until) {
        if (until.filter(at -> !at.isAfter(tx.now())).isPresent()) {
            throw Problem.of(CallbackProblem.PAUSE_IN_PAST).at("#/until", "a time ahead");
        }
        Map<String, Object> told = until.<Map<String, Object>>map(at -> Map.of("until", at.toString()))
                .orElse(Map.of());
        return callbacks
                .takeTurn(tx, site)
                .chain(() -> intake.put(tx, new IntakePause(site, reason, until, caller.person(), tx.now())))
                .invoke(() -> tx.withCommit(
                        events.append(
                                tx, Event.of("carepromise.callback.intake-paused.v1", site, site, tx.now(), told)),
                        audit.note(tx, caller, "pauseCallbackIntake", site, site, List.of())))
                .replaceWithVoid();
    }

    /** Of a site that is not paused nothing changes. */
    Uni<Void> resume(Tx tx, Caller caller, String site) {
        return callbacks
                .takeTurn(tx, site)
                .chain(() -> intake.find(tx.reads(), site, tx.now()))
                .flatMap(pause -> pause == null
                        ? Uni.createFrom().voidItem()
                        : intake.remove(tx, site)
                                .invoke(() -> tx.withCommit(
                                        events.append(
                                                tx,
                                                Event.of(
                                                        "carepromise.callback.intake-resumed.v1",
                                                        site,
                                                        site,
                                                        tx.now(),
                                                        Map.of())),
                                        audit.note(tx, caller, "resumeCallbackIntake", site, site, List.of())))
                                .replaceWithVoid());
    }
}
