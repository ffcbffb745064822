package org.carepromise.callback.call;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;

import org.carepromise.callback.CallbackProblem;
import org.carepromise.callback.call.CallJson.CallReportJson;
import org.carepromise.callback.queue.EndAnswered;
import org.carepromise.kit.access.Caller;
import org.carepromise.kit.audit.AuditTrail;
import org.carepromise.kit.bulk.BulkOutcome.Verdict;
import org.carepromise.kit.event.Contact;
import org.carepromise.kit.event.Event;
import org.carepromise.kit.event.EventLog;
import org.carepromise.kit.id.IdType;
import org.carepromise.kit.patient.PatientProblem;
import org.carepromise.kit.patient.Patients;
import org.carepromise.kit.problem.Problem;
import org.carepromise.kit.site.Sites;
import org.carepromise.kit.site.Topic;
import org.carepromise.kit.tx.Tx;

/** Adds what is reported of a call to what is known of it. */
@ApplicationScoped
class ReportCall {

    private final CallStore store;
    private final EndAnswered endAnswered;
    private final Patients patients;
    private final Sites sites;
    private final EventLog events;
    private final AuditTrail audit;

    ReportCall(
            CallStore store,
            EndAnswered endAnswered,
            Patients patients,
            Sites sites,
            EventLog events,
            AuditTrail audit) {
        this.store = store;
        this.endAnswered = endAnswered;
        this.patients = patients;
        this.sites = sites;
        this.events = events;
        this.audit = audit;
    }

    /** @param verdict created, updated or unchanged */
    record Reported(Call call, Verdict verdict) {}

    Uni<Reported> report(Tx tx, Caller caller, CallReportJson told) {
        var facts = checked(tx, caller, told);
        return store.lock(tx, List.of(told.name()))
                .flatMap(known -> add(tx, caller, known.stream().findFirst(), told, facts, mayWait -> true))
                .invoke(reported -> {
                    if (reported.verdict() != Verdict.UNCHANGED) {
                        var call = reported.call();
                        tx.withCommit(audit.note(tx, caller, "reportCall", call.publicId(), call.site(), List.of()));
                    }
                });
    }

    /**
     * What a report says, if it can be meant.
     *
     * @throws Problem {@code site-unknown}, {@code forbidden}, {@code topic-unknown}, {@code phone-invalid},
     *     {@code call-time-ahead}, {@code call-impossible}
     */
    CallFacts checked(Tx tx, Caller caller, CallReportJson told) {
        if (sites.find(told.site()).isEmpty()) {
            throw Problem.of(CallbackProblem.SITE_UNKNOWN).at("#/site", "a site of the sites file");
        }
        caller.checkCovers(told.site());
        if (told.topic() != null && !Topic.exists(told.topic())) {
            throw Problem.of(CallbackProblem.TOPIC_UNKNOWN)
                    .at("#/topic", "scheduling, billing, clinical, pharmacy, portal or other");
        }
        var facts = told.facts(Optional.ofNullable(told.phone()).map(this::dialled));
        CallRules.check(facts, tx.now());
        return facts;
    }

    private String dialled(String phone) {
        return patients.dialled(phone).orElseThrow(() -> Problem.of(PatientProblem.PHONE_INVALID)
                .at("#/phone", "a number that can be dialled, or nothing where it is withheld"));
    }

    /**
     * @param known locked, if it was reported before
     * @param mayWait whether the caller of such a number may have asked to be called back
     * @throws Problem {@code call-contradicts}
     */
    Uni<Reported> add(
            Tx tx,
            Caller caller,
            Optional<Call> known,
            CallReportJson told,
            CallFacts facts,
            Predicate<String> mayWait) {
        known.ifPresent(call -> CallRules.checkSite(call.site(), told.site()));
        var before = known.map(Call::facts);
        var merged = before.map(its -> CallRules.merged(its, facts)).orElse(facts);
        if (before.filter(merged::equals).isPresent()) {
            return Uni.createFrom().item(new Reported(known.get(), Verdict.UNCHANGED));
        }
        var call = known.map(its -> its.with(merged, tx.now()))
                .orElseGet(() -> Call.first(IdType.next(tx.now()), told.name(), told.site(), merged, tx.now()));
        var saved = call.isContact() && !call.contactTold() ? call.told() : call;
        tx.withCommit(known.isPresent() ? store.update(tx, saved) : store.insert(tx, saved));
        if (saved.contactTold() && !call.contactTold()) {
            tx.withCommit(events.append(tx, contact(saved, tx.now())));
        }
        var verdict = known.isPresent() ? Verdict.UPDATED : Verdict.CREATED;
        return gotThrough(tx, caller, before, saved, mayWait).replaceWith(new Reported(saved, verdict));
    }

    /** Looked at whenever something that it depends on is new: the answer, the number or the topic. */
    private Uni<Void> gotThrough(
            Tx tx, Caller caller, Optional<CallFacts> before, Call call, Predicate<String> mayWait) {
        var facts = call.facts();
        boolean isNews = before.filter(its -> its.answeredAt().equals(facts.answeredAt())
                        && its.phone().equals(facts.phone())
                        && its.topic().equals(facts.topic()))
                .isEmpty();
        if (!isNews
                || facts.answeredAt().isEmpty()
                || facts.phone().filter(mayWait).isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return endAnswered.gotThrough(
                tx,
                caller,
                call.site(),
                store.keys(facts.phone().get()),
                facts.topic(),
                facts.answeredAt().get());
    }

    private Event contact(Call call, Instant now) {
        var facts = call.facts();
        return new Contact(
                        call.publicId(),
                        call.site(),
                        "call",
                        facts.topic().orElseThrow(),
                        store.keys(facts.phone().orElseThrow()).get(0),
                        facts.endedAt().orElseThrow())
                .event(now);
    }
}
