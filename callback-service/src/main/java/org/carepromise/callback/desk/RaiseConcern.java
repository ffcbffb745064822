package org.carepromise.callback.desk;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;

import org.carepromise.callback.CallbackProblem;
import org.carepromise.callback.Ids;
import org.carepromise.callback.desk.DeskJson.NewConcernJson;
import org.carepromise.callback.queue.CallbackEvents;
import org.carepromise.callback.request.Callback;
import org.carepromise.callback.request.CallbackState;
import org.carepromise.callback.request.CallbackStore;
import org.carepromise.kit.access.Caller;
import org.carepromise.kit.alert.Alerts;
import org.carepromise.kit.alert.NewAlert;
import org.carepromise.kit.audit.AuditTrail;
import org.carepromise.kit.event.EventLog;
import org.carepromise.kit.id.IdType;
import org.carepromise.kit.problem.Problem;
import org.carepromise.kit.site.DutyPost;
import org.carepromise.kit.site.Policies;
import org.carepromise.kit.site.PublishedPromise;
import org.carepromise.kit.triage.EmergencyJson;
import org.carepromise.kit.triage.EmergencyWatch;
import org.carepromise.kit.tx.Tx;

/**
 * An agent heard on the phone what a nurse has to hear of. Whoever answers urgent messages at the site is alerted at once;
 * a thread of messages is to take it up once there are any.
 */
@ApplicationScoped
class RaiseConcern {

    private static final String KIND = "clinical-concern";
    private static final DutyPost UNNAMED = new DutyPost("clinical", "nurse");

    private final CallbackStore store;
    private final RemarkStore remarks;
    private final EmergencyWatch emergencyWatch;
    private final Policies policies;
    private final Alerts alerts;
    private final EventLog events;
    private final AuditTrail audit;

    RaiseConcern(
            CallbackStore store,
            RemarkStore remarks,
            EmergencyWatch emergencyWatch,
            Policies policies,
            Alerts alerts,
            EventLog events,
            AuditTrail audit) {
        this.store = store;
        this.remarks = remarks;
        this.emergencyWatch = emergencyWatch;
        this.policies = policies;
        this.alerts = alerts;
        this.events = events;
        this.audit = audit;
    }

    record Raised(Callback callback, Remark concern, Optional<EmergencyJson> emergency) {}

    /** @throws Problem {@code not-found}, {@code callback-not-reached} */
    Uni<Raised> raise(Tx tx, Caller caller, UUID id, NewConcernJson asked) {
        return store.lockFor(tx, caller, id)
                .flatMap(found -> watch(asked, found).flatMap(emergency -> {
                    if (!isOnThePhone(found, asked.leaseToken(), tx)) {
                        throw Problem.of(CallbackProblem.CALLBACK_NOT_REACHED);
                    }
                    var concern = new Remark(
                            IdType.next(tx.now()),
                            id,
                            Remark.Kind.CLINICAL_CONCERN,
                            asked.words(),
                            caller.person(),
                            tx.now());
                    return raised(tx, caller, found, concern).replaceWith(new Raised(found, concern, emergency));
                }));
    }

    /** @throws Problem {@code not-found} */
    Uni<List<Remark>> of(Tx tx, Caller caller, UUID id) {
        return store.findFor(tx.reads(), caller, id).flatMap(found -> remarks.of(
                        tx.reads(), List.of(id), Remark.Kind.CLINICAL_CONCERN)
                .invoke(() -> tx.withCommit(audit.note(
                        tx, caller, "listCallbackConcerns", found.publicId(), found.site(), found.patients()))));
    }

    private Uni<Optional<EmergencyJson>> watch(NewConcernJson asked, Callback callback) {
        return emergencyWatch.watch(
                asked.words(),
                Optional.of(new EmergencyWatch.About(
                        callback.site(), callback.publicId(), callback.patient().block())));
    }

    private static boolean isOnThePhone(Callback callback, UUID leaseToken, Tx tx) {
        return callback.state() == CallbackState.REACHED
                || callback.lease()
                        .filter(lease -> lease.isHeldAt(leaseToken, tx.now()))
                        .isPresent();
    }

    private Uni<Void> raised(Tx tx, Caller caller, Callback callback, Remark concern) {
        var concernId = Ids.CONCERN.format(concern.id());
        var post = policies.of(PublishedPromise.URGENT_SEEN, callback.site())
                .onDuty()
                .orElse(UNNAMED);
        var alert = new NewAlert(
                KIND + ":" + concernId, callback.site(), post, KIND, callback.publicId(), Optional.empty());
        tx.withCommit(
                remarks.insert(tx, concern),
                events.append(tx, CallbackEvents.of(KIND, callback, tx.now(), Map.of("concernId", concernId))),
                audit.note(
                        tx, caller, "raiseCallbackConcern", callback.publicId(), callback.site(), callback.patients()));
        return alerts.raise(tx, alert);
    }
}
