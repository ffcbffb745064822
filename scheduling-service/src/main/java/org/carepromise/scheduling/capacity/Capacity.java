package org.carepromise.scheduling.capacity;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;

import org.carepromise.kit.patient.PatientKeys;
import org.carepromise.kit.problem.Problem;
import org.carepromise.kit.tx.Constraints;
import org.carepromise.kit.tx.Tx;
import org.carepromise.scheduling.SchedulingProblem;
import org.carepromise.scheduling.availability.Slot;
import org.carepromise.scheduling.availability.SlotFinder;
import org.carepromise.scheduling.capacity.BookingFacts.Booked;
import org.carepromise.scheduling.capacity.CapacityStore.Span;
import org.carepromise.scheduling.capacity.Wanted.Own;
import org.carepromise.scheduling.visittype.Visit;

/**
 * Where seats are counted: locks them, reads what the rules ask about, and takes, holds or frees them. The statements that
 * take and free are for the commit; the database refuses the seat too many whatever was decided.
 */
@ApplicationScoped
public class Capacity {

    private final CapacityStore store;
    private final PatientKeys keys;

    Capacity(CapacityStore store, PatientKeys keys) {
        this.store = store;
        this.keys = keys;
    }

    /**
     * Locks all that the visit would use, and reads the facts.
     *
     * @throws Problem {@code slot-unknown}, {@code visit-type-unknown}
     */
    public Uni<BookingFacts> lock(Tx tx, Wanted wanted) {
        var ownSeats = wanted.own().map(Own::seats);
        return keys.takeTurn(tx, wanted.patientKeys())
                .flatMap(alone -> ownSeats.<Uni<?>>map(own -> store.lockBoth(tx, wanted, own))
                        .orElseGet(() -> Uni.createFrom().voidItem()))
                .flatMap(ready -> store.lockSpan(tx, wanted))
                .onItem()
                .ifNull()
                .switchTo(() -> unknown(tx.reads(), wanted))
                .flatMap(span -> locked(tx, wanted, span));
    }

    private Uni<BookingFacts> locked(Tx tx, Wanted wanted, Span span) {
        var slots = span.slots();
        var held = anyHeld(slots)
                ? store.endExpired(tx, ids(slots)).map(changed -> withHeld(slots, changed, false))
                : Uni.createFrom().item(slots);
        return held.flatMap(counted ->
                lockRest(tx, wanted, span).flatMap(ready -> facts(tx.reads(), wanted, span, counted, tx.now())));
    }

    /** In the order in which everybody locks: caps, resources, the patient. */
    private Uni<?> lockRest(Tx tx, Wanted wanted, Span span) {
        Uni<?> locks = Uni.createFrom().voidItem();
        // Where an appointment comes from may be capped, though where it goes is not.
        if (span.isCapped() || wanted.own().isPresent()) {
            var sessions = new TreeSet<UUID>(List.of(span.first().session()));
            wanted.own().map(own -> own.seats().session()).ifPresent(sessions::add);
            locks = locks.flatMap(before -> store.lockCaps(tx, sessions, wanted.visitType()));
        }
        var kind = span.visit().resourceKind();
        if (kind.isPresent()) {
            var first = span.first();
            locks = locks.flatMap(
                    before -> store.lockResources(tx, first.site(), kind.get(), begin(first, span), end(first, span)));
        }
        if (span.visit().futureLimit().isPresent() && !wanted.patientKeys().isEmpty()) {
            locks = locks.flatMap(
                    before -> store.lockPatient(tx, wanted.patientKeys().get(0), wanted.visitType()));
        }
        return locks;
    }

    /**
     * Reads the facts without a lock, for whoever only wants to know.
     *
     * @throws Problem {@code slot-unknown}, {@code visit-type-unknown}
     */
    public Uni<BookingFacts> read(SqlClient client, Wanted wanted, Instant now) {
        return store.readSpan(client, wanted)
                .onItem()
                .ifNull()
                .switchTo(() -> unknown(client, wanted))
                .flatMap(span -> store.countHeld(client, ids(span.slots()), now)
                        .flatMap(held -> facts(client, wanted, span, withHeld(span.slots(), held, true), now)));
    }

    private Uni<BookingFacts> facts(SqlClient client, Wanted wanted, Span span, List<Slot> counted, Instant now) {
        var slots = counted.stream().map(slot -> asTheAskerSees(slot, wanted)).toList();
        var first = slots.stream()
                .filter(slot -> slot.id().equals(wanted.slot()))
                .findFirst()
                .orElseThrow();
        var heldUntil = first.held() > 0 && first.free() <= 0
                ? store.firstToExpire(client, first.id(), now)
                : Uni.createFrom().item(Optional.<Instant>empty());
        var caps = span.isCapped()
                ? store.caps(client, first.session(), wanted.visitType(), now)
                        .map(all -> withoutOwn(all, wanted, first))
                : Uni.createFrom().item(List.<Cap>of());
        var resource = span.visit()
                .resourceKind()
                .map(kind -> store.freeResource(
                        client,
                        first.site(),
                        kind,
                        begin(first, span),
                        end(first, span),
                        now,
                        wanted.own().map(Own::appointment).orElse(null)))
                .orElseGet(() -> Uni.createFrom().item(Optional.empty()));
        var booked =
                span.visit().futureLimit().isPresent() && !wanted.patientKeys().isEmpty()
                        ? store.ahead(client, wanted, span.patientIsBusy(), now)
                        : Uni.createFrom().item(new Booked(span.patientIsBusy(), 0, Optional.empty()));
        return heldUntil.flatMap(
                until -> caps.flatMap(counts -> resource.flatMap(free -> booked.map(patient -> new BookingFacts(
                        now,
                        span.visit(),
                        span.terms(),
                        span.offered(),
                        span.open(),
                        first,
                        slots,
                        span.provider(),
                        until,
                        counts,
                        patient,
                        free)))));
    }

    private static Slot asTheAskerSees(Slot slot, Wanted wanted) {
        var seen = wanted.overbook() ? slot.overbooked() : slot;
        return wanted.own()
                .filter(own -> own.seats().slots().contains(slot.id()))
                .map(own -> seen.withTaken(seen.taken() - 1))
                .orElse(seen);
    }

    private static List<Cap> withoutOwn(List<Cap> caps, Wanted wanted, Slot first) {
        var isOwn = wanted.own()
                .filter(own -> own.seats().session().equals(first.session()))
                .isPresent();
        return isOwn
                ? caps.stream()
                        .map(cap -> new Cap(cap.visitTypes(), cap.most(), cap.used() - 1))
                        .toList()
                : caps;
    }

    private static boolean anyHeld(List<Slot> slots) {
        return slots.stream().anyMatch(slot -> slot.held() > 0);
    }

    private static List<Slot> withHeld(List<Slot> slots, Map<UUID, Integer> held, boolean all) {
        return slots.stream()
                .map(slot -> slot.withHeld(held.getOrDefault(slot.id(), all ? 0 : slot.held())))
                .toList();
    }

    private static Instant begin(Slot first, Span span) {
        return SlotFinder.begin(first, span.visit());
    }

    private static Instant end(Slot first, Span span) {
        return SlotFinder.end(first, span.visit());
    }

    /** Statements that give the seats, which are locked, to an appointment. */
    public List<Uni<?>> take(Tx tx, UUID appointment, BookingFacts facts) {
        var seats = facts.seats();
        var taking = new ArrayList<Uni<?>>();
        var taken = store.take(tx, facts.start(facts.span()).orElseThrow().slots(), seats.visitType());
        taking.add(refused(
                refused(taken, CapacityStore.SLOT_CAPACITY, SchedulingProblem.SLOT_FULL),
                CapacityStore.CAP,
                SchedulingProblem.CAP_REACHED));
        use(tx, appointment, seats, facts.visit(), facts.first(), null).ifPresent(taking::add);
        return taking;
    }

    /** Statements that keep the seats, which are locked, for a hold. */
    public List<Uni<?>> hold(Tx tx, UUID hold, BookingFacts facts, Instant expiresAt) {
        var seats = facts.seats();
        var holding = new ArrayList<Uni<?>>();
        holding.add(refused(
                store.hold(tx, hold, seats, expiresAt), CapacityStore.SLOT_CAPACITY, SchedulingProblem.SLOT_FULL));
        use(tx, hold, seats, facts.visit(), facts.first(), expiresAt).ifPresent(holding::add);
        return holding;
    }

    private Optional<Uni<?>> use(Tx tx, UUID by, Seats seats, Visit visit, Slot first, Instant expiresAt) {
        return seats.resource()
                .map(resource -> refused(
                        store.useResource(
                                tx,
                                by,
                                resource,
                                SlotFinder.begin(first, visit),
                                SlotFinder.end(first, visit),
                                expiresAt),
                        CapacityStore.RESOURCE_OVERLAPS,
                        SchedulingProblem.RESOURCE_TAKEN));
    }

    /**
     * Gives an appointment the seats that a hold keeps, whose slots are locked.
     *
     * @return whether the hold still had all of them: another may have ended it in the moment in which it expired
     */
    public Uni<Boolean> takeHeld(Tx tx, UUID hold, UUID appointment, Seats seats) {
        return store.takeHeld(tx, hold, seats).flatMap(all -> {
            if (!all) {
                return Uni.createFrom().item(false);
            }
            return refused(store.countInCaps(tx, seats, 1), CapacityStore.CAP, SchedulingProblem.CAP_REACHED)
                    .flatMap(counted -> seats.resource().isEmpty()
                            ? Uni.createFrom().item(true)
                            : store.takeOverResource(tx, hold, appointment));
        });
    }

    /** Statements that give back an appointment's seats; they lock what is not locked yet. */
    public List<Uni<?>> free(Tx tx, UUID appointment, Seats seats) {
        var freeing = new ArrayList<Uni<?>>();
        freeing.add(store.free(tx, seats));
        freeing.add(store.countInCaps(tx, seats, -1));
        seats.resource().ifPresent(resource -> freeing.add(store.leaveResource(tx, appointment)));
        return freeing;
    }

    /** Leaves no free seat in slots, which are locked, of a session that does not take place. */
    public Uni<?> close(Tx tx, Seats seats) {
        return store.close(tx, seats);
    }

    /** Gives back what a hold keeps. */
    public Uni<?> release(Tx tx, UUID hold, Seats seats) {
        return store.lockSlots(tx, seats.slots())
                .flatMap(locked -> store.releaseHeld(tx, hold))
                .flatMap(released -> store.leaveResource(tx, hold));
    }

    private Uni<Span> unknown(SqlClient client, Wanted wanted) {
        return store.slotExists(client, wanted.slot()).map(exists -> {
            throw exists
                    ? Problem.of(SchedulingProblem.VISIT_TYPE_UNKNOWN).at("#/visitType", "one of GET /v1/visit-types")
                    : Problem.of(SchedulingProblem.SLOT_UNKNOWN).at("#/slotId", "one of GET /v1/availability");
        });
    }

    private static Uni<?> refused(Uni<?> statement, String constraint, SchedulingProblem as) {
        return statement.onFailure(Constraints.refusedBy(constraint)).transform(failure -> Problem.of(as));
    }

    private static List<UUID> ids(List<Slot> slots) {
        return slots.stream().map(Slot::id).toList();
    }
}
