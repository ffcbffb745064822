package org.carepromise.scheduling.waitlist;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonArray;

import org.carepromise.kit.event.EventLog;
import org.carepromise.kit.notice.NoticesConfig;
import org.carepromise.kit.preference.ContactPreferences;
import org.carepromise.kit.preference.Preference;
import org.carepromise.kit.problem.Problem;
import org.carepromise.kit.site.Sites;
import org.carepromise.kit.timer.DueTimers;
import org.carepromise.kit.timer.Timer;
import org.carepromise.kit.timer.TimerHandler;
import org.carepromise.kit.timer.Timers;
import org.carepromise.kit.tx.Tx;
import org.carepromise.scheduling.Ids;
import org.carepromise.scheduling.availability.Slot;
import org.carepromise.scheduling.availability.SlotFinder.Start;
import org.carepromise.scheduling.reminder.TellPatients;
import org.carepromise.scheduling.waitlist.FreedSeatStore.Candidate;
import org.carepromise.scheduling.waitlist.FreedSeatStore.Place;
import org.carepromise.scheduling.waitlist.FreedSeatStore.Waiting;

/**
 * Offers seats that came free to the best-placed patients whom they suit. One at a time does so, so that nobody is passed
 * over because another seat is being offered at the same moment.
 */
@ApplicationScoped
class OfferFreedSeats implements TimerHandler {

    static final String KIND = "waitlist-seat-freed";

    /** The slots of all of them stay locked until the commit: the rest follows with the next poll. */
    private static final int MOST_AT_ONCE = 25;

    private final FreedSeatStore store;
    private final WaitlistStore entries;
    private final MakeOffer makeOffer;
    private final ContactPreferences preferences;
    private final NoticesConfig notices;
    private final TellPatients tell;
    private final Sites sites;
    private final Timers timers;
    private final EventLog events;

    OfferFreedSeats(
            FreedSeatStore store,
            WaitlistStore entries,
            MakeOffer makeOffer,
            ContactPreferences preferences,
            NoticesConfig notices,
            TellPatients tell,
            Sites sites,
            Timers timers,
            EventLog events) {
        this.store = store;
        this.entries = entries;
        this.makeOffer = makeOffer;
        this.preferences = preferences;
        this.notices = notices;
        this.tell = tell;
        this.sites = sites;
        this.timers = timers;
        this.events = events;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Uni<Void> fire(Tx tx, DueTimers due) {
        return store.takeTurn(tx).flatMap(ours -> {
            if (!ours) {
                due.timers().forEach(due::leave);
                return Uni.createFrom().voidItem();
            }
            return endThoseWhoReplaceNothing(tx, due.timers()).flatMap(ended -> Multi.createFrom()
                    .iterable(due.timers())
                    .onItem()
                    .transformToUniAndConcatenate(timer -> offer(tx, due, timer))
                    .onItem()
                    .ignoreAsUni());
        });
    }

    /** Whoever wanted to come earlier and has cancelled instead does not wait any more. */
    private Uni<Void> endThoseWhoReplaceNothing(Tx tx, List<Timer> due) {
        var appointments = due.stream()
                .flatMap(timer -> Ids.APPOINTMENT.parse(timer.subject()).stream())
                .toList();
        return entries.replacingNothing(tx, appointments)
                .flatMap(found -> tx.together(found.stream()
                        .map(entry -> entry.ended(WaitlistEntryState.WITHDRAWN, tx.now()))
                        .<Uni<?>>map(ended -> entries.end(tx, ended)
                                .flatMap(written -> events.append(tx, WaitlistEvents.ended(ended))))
                        .toList()));
    }

    /** What a timer says came free, of which this much has not been given away yet. */
    private record Freed(Timer timer, Place place, Set<UUID> slots, UUID keep) {

        Freed without(Start given) {
            return new Freed(timer, place, WaitlistRules.without(slots, given.slots()), keep);
        }
    }

    private Uni<Void> offer(Tx tx, DueTimers due, Timer timer) {
        var slots = slots(timer);
        var keep = UUID.fromString(timer.data().getString("keep"));
        return store.place(tx.reads(), slots)
                .flatMap(place -> place == null
                        ? Uni.createFrom().voidItem()
                        : store.tryLockAround(tx, place).flatMap(locked -> {
                            if (!locked) {
                                due.leave(timer);
                                return Uni.createFrom().voidItem();
                            }
                            return place.isOpen() && tx.now().isBefore(place.endsAt())
                                    ? offerNext(tx, due, new Freed(timer, place, slots, keep))
                                    : store.giveBack(tx, keep).replaceWithVoid();
                        }));
    }

    private Uni<Void> offerNext(Tx tx, DueTimers due, Freed freed) {
        return store.around(tx, freed.place(), freed.keep())
                .flatMap(slots ->
                        search(tx, due, new Search(freed, slots, Optional.empty()), WaitlistOrder.Place.BEFORE_ALL));
    }

    /**
     * @param slots around the freed ones, locked
     * @param quietUntil when the first of those can be told whom the seat would suit and who are not to be disturbed now
     */
    private record Search(Freed freed, List<Slot> slots, Optional<Instant> quietUntil) {

        Search quiet(Optional<Instant> until) {
            return new Search(
                    freed,
                    slots,
                    until.isEmpty()
                                    || quietUntil.isPresent()
                                            && quietUntil.get().isBefore(until.get())
                            ? quietUntil
                            : until);
        }
    }

    private record Suited(Candidate candidate, Start start, Optional<Instant> quietUntil) {}

    private Uni<Void> search(Tx tx, DueTimers due, Search search, WaitlistOrder.Place after) {
        return store.waiting(tx.reads(), search.freed().place(), after).flatMap(page -> preferences(tx, page)
                .map(known -> suited(page, search, known, tx.now()))
                .flatMap(suited -> withoutBusy(tx, suited))
                .flatMap(suited -> {
                    var quiet = suited.stream()
                            .flatMap(each -> each.quietUntil().stream())
                            .min(Comparator.naturalOrder());
                    var awake = suited.stream()
                            .filter(each -> each.quietUntil().isEmpty())
                            .toList();
                    return tryEach(tx, due, search.freed(), awake, 0).flatMap(done -> {
                        if (done) {
                            return Uni.createFrom().voidItem();
                        }
                        var next = search.quiet(quiet);
                        return page.size() < FreedSeatStore.PAGE
                                ? nobody(tx, next)
                                : search(
                                        tx,
                                        due,
                                        next,
                                        WaitlistOrder.Place.of(
                                                page.get(page.size() - 1).entry()));
                    });
                }));
    }

    private Uni<Map<List<String>, Preference>> preferences(Tx tx, List<Waiting> page) {
        return page.isEmpty()
                ? Uni.createFrom().item(Map.of())
                : preferences.of(
                        tx.reads(),
                        page.stream()
                                .map(each -> each.entry().patient().contactKeys())
                                .collect(Collectors.toSet()));
    }

    private List<Suited> suited(List<Waiting> page, Search search, Map<List<String>, Preference> known, Instant now) {
        var suited = new ArrayList<Suited>();
        var place = search.freed().place();
        var zone = sites.zoneOf(place.site());
        page.stream()
                .sorted(Comparator.comparing(each -> WaitlistOrder.Place.of(each.entry()), WaitlistOrder.BEST_FIRST))
                .forEach(each -> WaitlistRules.startFor(
                                each.entry(),
                                each.visit(),
                                search.slots(),
                                search.freed().slots(),
                                zone,
                                each.replacedAt(),
                                each.offeredBefore(),
                                now)
                        .ifPresent(start -> suited.add(new Suited(
                                new Candidate(
                                        each,
                                        start.first().startsAt(),
                                        start.first()
                                                .startsAt()
                                                .plus(each.visit().length())),
                                start,
                                quietUntil(each.entry(), place.site(), known, now)))));
        return suited;
    }

    private Optional<Instant> quietUntil(
            WaitlistEntry entry, String site, Map<List<String>, Preference> known, Instant now) {
        var patient = entry.patient();
        return known.getOrDefault(patient.contactKeys(), Preference.NONE)
                .quietHours()
                .orElse(notices.quietHours())
                .endAfter(now, tell.zoneOf(patient.block(), site));
    }

    private Uni<List<Suited>> withoutBusy(Tx tx, List<Suited> suited) {
        return store.busy(tx.reads(), suited.stream().map(Suited::candidate).toList())
                .map(busy -> suited.stream()
                        .filter(each -> !busy.contains(
                                each.candidate().waiting().entry().id()))
                        .toList());
    }

    /** @return whether nothing is left to do for this timer now */
    private Uni<Boolean> tryEach(Tx tx, DueTimers due, Freed freed, List<Suited> awake, int index) {
        if (index == awake.size()) {
            return Uni.createFrom().item(false);
        }
        var next = awake.get(index);
        var entry = next.candidate().waiting().entry();
        return entries.tryLock(tx, entry.id()).flatMap(locked -> {
            if (locked == null) {
                // Somebody answers or takes back at this moment: who comes first is clear a moment later.
                due.leave(freed.timer());
                return Uni.createFrom().item(true);
            }
            if (locked.state() != WaitlistEntryState.OPEN) {
                return tryEach(tx, due, freed, awake, index + 1);
            }
            return tx.attempt(inner -> store.giveBack(inner, freed.keep())
                            .flatMap(back -> makeOffer.make(
                                    inner, locked, next.candidate().waiting().visit(), next.start(), freed.place())))
                    .replaceWith(true)
                    .onFailure(Problem.class)
                    .recoverWithItem(false)
                    .flatMap(made -> made
                            ? next(tx, due, freed.without(next.start())).replaceWith(true)
                            : tryEach(tx, due, freed, awake, index + 1));
        });
    }

    private Uni<Void> next(Tx tx, DueTimers due, Freed freed) {
        return freed.slots().isEmpty() ? Uni.createFrom().voidItem() : offerNext(tx, due, freed);
    }

    /** The seats are everybody's; whoever could only not be disturbed is asked when the night is over, if one is left. */
    private Uni<Void> nobody(Tx tx, Search search) {
        var timer = search.freed().timer();
        var left = search.freed().slots().stream().map(UUID::toString).toList();
        return store.giveBack(tx, search.freed().keep())
                .flatMap(back -> timers.set(
                        tx,
                        search.quietUntil().stream()
                                .map(morning -> new Timer(
                                        KIND,
                                        timer.subject(),
                                        timer.tier() + 1,
                                        timer.epoch(),
                                        morning,
                                        timer.site(),
                                        timer.data().copy().put("slots", new JsonArray(left))))
                                .toList()));
    }

    private static Set<UUID> slots(Timer timer) {
        return timer.data().getJsonArray("slots").stream()
                .map(text -> UUID.fromString((String) text))
                .collect(Collectors.toUnmodifiableSet());
    }
}
