package org.carepromise.callback.request;

import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;

import org.carepromise.callback.SpokenLanguage;
import org.carepromise.callback.request.CallbackJson.NewCallbackJson;
import org.carepromise.kit.access.Caller;
import org.carepromise.kit.audit.AuditTrail;
import org.carepromise.kit.patient.Patient;
import org.carepromise.kit.site.Sites;
import org.carepromise.kit.site.Topic;
import org.carepromise.kit.triage.EmergencyJson;
import org.carepromise.kit.triage.EmergencyWatch;
import org.carepromise.kit.tx.Transactions;
import org.carepromise.kit.tx.Tx;

/**
 * Looks at the words of a request that is refused. Where they may tell of danger to life the patient is told all the same, and
 * the request is kept, as one that nobody waits for, so that the nurse who is alerted finds whom to call under its id.
 */
@ApplicationScoped
class WatchRefused {

    /** Who asks again and again in one need is one cause. */
    private static final Duration ONE_CAUSE_WITHIN = Duration.ofHours(1);

    private final Transactions transactions;
    private final CallbackStore store;
    private final EmergencyWatch emergencyWatch;
    private final Sites sites;
    private final AuditTrail audit;

    WatchRefused(
            Transactions transactions,
            CallbackStore store,
            EmergencyWatch emergencyWatch,
            Sites sites,
            AuditTrail audit) {
        this.transactions = transactions;
        this.store = store;
        this.emergencyWatch = emergencyWatch;
        this.sites = sites;
        this.audit = audit;
    }

    /** The words alone: nobody is alerted about somebody unknown, or whoever floods us. */
    Optional<EmergencyJson> told(NewCallbackJson body) {
        return emergencyWatch.told(body.reason(), body.patient());
    }

    /** @param id for what is kept */
    Uni<Optional<EmergencyJson>> watch(Caller caller, UUID id, NewCallbackJson body, Patient patient) {
        var told = told(body);
        if (told.isEmpty() || sites.find(body.site()).isEmpty() || !reaches(caller, body.site())) {
            return Uni.createFrom().item(told);
        }
        return transactions
                .run(tx -> kept(tx, caller, id, body, patient))
                .flatMap(callback -> emergencyWatch.watch(
                        body.reason(),
                        Optional.of(new EmergencyWatch.About(body.site(), callback.publicId(), patient.block()))));
    }

    private static boolean reaches(Caller caller, String site) {
        return caller.actsAsPatient() && caller.hasToken() || caller.sites().covers(site);
    }

    private Uni<Callback> kept(Tx tx, Caller caller, UUID id, NewCallbackJson body, Patient patient) {
        return store.refusedOne(tx.reads(), patient, body.site(), tx.now().minus(ONE_CAUSE_WITHIN))
                .flatMap(before -> {
                    if (before != null) {
                        return Uni.createFrom().item(before);
                    }
                    var refused = refused(tx, id, body, patient);
                    tx.withCommit(audit.note(
                            tx, caller, "requestCallback", refused.publicId(), refused.site(), refused.patients()));
                    return store.insert(tx, refused).replaceWith(refused);
                });
    }

    private Callback refused(Tx tx, UUID id, NewCallbackJson body, Patient patient) {
        var topic = topic(body.topic());
        return new Callback(
                id,
                body.site(),
                topic,
                topic,
                SpokenLanguage.of(patient.block().language()),
                CallbackState.REFUSED,
                Optional.empty(),
                tx.now(),
                tx.now(),
                Optional.ofNullable(patient.block().timeZone())
                        .map(ZoneId::of)
                        .orElseGet(() -> sites.zoneOf(body.site())),
                0,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                0,
                0,
                Optional.empty(),
                Optional.empty(),
                patient,
                Optional.of(body.reason()),
                Optional.of(tx.now()),
                1,
                tx.now());
    }

    /** What is no topic may be the patient's words, and has no place in the clear. */
    private static String topic(String asked) {
        return List.of(Topic.values()).stream()
                .map(Topic::id)
                .filter(asked::equals)
                .findFirst()
                .orElse(Topic.OTHER.id());
    }
}
