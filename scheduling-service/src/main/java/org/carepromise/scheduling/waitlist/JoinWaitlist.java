package org.carepromise.scheduling.waitlist;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;

import org.carepromise.kit.access.Caller;
import org.carepromise.kit.audit.AuditTrail;
import org.carepromise.kit.event.EventLog;
import org.carepromise.kit.id.IdType;
import org.carepromise.kit.patient.Patient;
import org.carepromise.kit.patient.PatientKeys;
import org.carepromise.kit.problem.HttpProblem;
import org.carepromise.kit.problem.Problem;
import org.carepromise.kit.site.Sites;
import org.carepromise.kit.timer.Timers;
import org.carepromise.kit.tx.Tx;
import org.carepromise.scheduling.Ids;
import org.carepromise.scheduling.SchedulingProblem;
import org.carepromise.scheduling.waitlist.WaitlistEntryJson.NewWaitlistEntryJson;

/** Puts a patient on the waiting list. */
@ApplicationScoped
class JoinWaitlist {

    private final WaitlistStore store;
    private final PatientKeys keys;
    private final Sites sites;
    private final Timers timers;
    private final EventLog events;
    private final AuditTrail audit;

    JoinWaitlist(WaitlistStore store, PatientKeys keys, Sites sites, Timers timers, EventLog events, AuditTrail audit) {
        this.store = store;
        this.keys = keys;
        this.sites = sites;
        this.timers = timers;
        this.events = events;
        this.audit = audit;
    }

    Uni<WaitlistEntry> join(Tx tx, Caller caller, NewWaitlistEntryJson asked, Patient patient) {
        var entry = entry(tx.now(), asked, patient);
        checkReach(caller, entry);
        var over = LapsePlan.over(entry.wishes(), Optional.empty(), sites::zoneOf);
        if (entry.wishes().areEmpty()
                || over.filter(end -> !end.isAfter(tx.now())).isPresent()) {
            throw Problem.of(SchedulingProblem.WAITLIST_WINDOW_EMPTY)
                    .at("#/until", "dates and times in which a visit can still begin");
        }
        return store.known(tx.reads(), entry, tx.now())
                .invoke(known -> checkKnown(entry, known))
                .flatMap(known -> insert(tx, entry)
                        .flatMap(isNew -> isNew
                                ? Uni.createFrom().item(joined(tx, caller, entry, known.replacedAt()))
                                : store.openOne(tx.reads(), patient.keys(), entry.visitType())
                                        .map(existing -> {
                                            throw exists(existing);
                                        })));
    }

    /** Under another key the constraint does not see an open one. */
    private Uni<Boolean> insert(Tx tx, WaitlistEntry entry) {
        var known = entry.patient().keys();
        return known.size() == 1
                ? store.insert(tx, entry)
                : keys.takeTurn(tx, known)
                        .flatMap(alone -> store.openOne(tx.reads(), known, entry.visitType()))
                        .flatMap(open -> open == null
                                ? store.insert(tx, entry)
                                : Uni.createFrom().item(false));
    }

    private WaitlistEntry joined(Tx tx, Caller caller, WaitlistEntry entry, Optional<Instant> replacedAt) {
        LapsePlan.over(entry.wishes(), replacedAt, sites::zoneOf)
                .ifPresent(at -> tx.withCommit(timers.set(tx, List.of(LapseEntries.timer(entry, at)))));
        tx.withCommit(
                events.append(tx, WaitlistEvents.created(entry)),
                audit.note(
                        tx,
                        caller,
                        "createWaitlistEntry",
                        Ids.WAITLIST_ENTRY.format(entry.id()),
                        entry.onlySite().orElse(null),
                        entry.patients()));
        return entry;
    }

    private static WaitlistEntry entry(Instant now, NewWaitlistEntryJson asked, Patient patient) {
        return new WaitlistEntry(
                IdType.next(now),
                asked.visitType(),
                new Wishes(
                        asked.sites(),
                        Optional.ofNullable(asked.providers()).map(JoinWaitlist::providers),
                        Optional.ofNullable(asked.weekdays()),
                        Optional.ofNullable(asked.earliest()),
                        Optional.ofNullable(asked.latest()),
                        Optional.ofNullable(asked.from()),
                        Optional.ofNullable(asked.until())),
                Optional.ofNullable(asked.appointmentId())
                        .map(id -> Ids.inBody(Ids.APPOINTMENT, id, SchedulingProblem.APPOINTMENT_UNKNOWN)),
                Optional.ofNullable(asked.priority()).orElse(0),
                WaitlistEntryState.OPEN,
                patient,
                Optional.empty(),
                1,
                now);
    }

    private static Set<UUID> providers(Set<String> ids) {
        return ids.stream()
                .map(id -> Ids.inBody(Ids.PROVIDER, id, SchedulingProblem.PROVIDER_UNKNOWN))
                .collect(Collectors.toUnmodifiableSet());
    }

    private void checkReach(Caller caller, WaitlistEntry entry) {
        if (!entry.wishes().sites().stream().allMatch(site -> sites.find(site).isPresent())) {
            throw Problem.of(SchedulingProblem.SITE_UNKNOWN).at("#/sites", "some of GET /v1/sites");
        }
        if (caller.actsAsPatient()) {
            if (entry.priority() != 0) {
                throw Problem.of(HttpProblem.FORBIDDEN, "Only staff may set a priority.");
            }
        } else if (!entry.wishes().sites().stream().allMatch(caller.sites()::covers)) {
            throw Problem.of(HttpProblem.FORBIDDEN, "This token does not reach those sites.");
        }
    }

    private static void checkKnown(WaitlistEntry entry, WaitlistStore.Known known) {
        if (!known.visitType()) {
            throw Problem.of(SchedulingProblem.VISIT_TYPE_UNKNOWN).at("#/visitType", "one of GET /v1/visit-types");
        }
        if (!known.providers()) {
            throw Problem.of(SchedulingProblem.PROVIDER_UNKNOWN).at("#/providers", "some of GET /v1/providers");
        }
        if (entry.appointment().isPresent() && known.replacedAt().isEmpty()) {
            throw Problem.of(SchedulingProblem.APPOINTMENT_UNKNOWN)
                    .at("#/appointmentId", "a booked visit of this patient and type that lies ahead");
        }
    }

    private static Problem exists(UUID existing) {
        return Problem.of(SchedulingProblem.WAITLIST_ENTRY_EXISTS)
                .with("waitlistEntryId", existing == null ? null : Ids.WAITLIST_ENTRY.format(existing));
    }
}
