package org.carepromise.scheduling.availability;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;

import org.carepromise.scheduling.availability.ResourceFinder.Use;
import org.carepromise.scheduling.availability.SlotFinder.Start;
import org.carepromise.scheduling.visittype.Visit;

/**
 * Why a search finds nothing, and when that changes by itself: what is held, not released or beyond the horizon now is
 * asked for again at each later instant at which one of these ends, by the same function that searches.
 */
final class EmptyAnswerRules {

    /** So many later instants are tried at most. */
    private static final int INSTANTS_TRIED = 12;

    private EmptyAnswerRules() {}

    /**
     * What is known of the time searched.
     *
     * @param slots by visit: all there are, full ones and those not released too, none with its holds counted
     * @param heldUntil when the holds of a slot end
     * @param zones of the sites searched
     */
    record Facts(
            AvailabilitySearch search,
            Map<Visit, List<Slot>> slots,
            Map<UUID, List<Instant>> heldUntil,
            Limits limits,
            Function<String, ZoneId> zones,
            Instant now) {}

    /** A start that is searched for and cannot be had. */
    private record Blocked(Slot first, Visit visit, EmptyReason reason) {}

    /** @return empty where no session has a start in the time searched that is wanted */
    static Optional<EmptyAnswer> why(Facts facts) {
        var blocked = blocked(facts);
        if (blocked.isEmpty()) {
            return Optional.empty();
        }
        for (var at : laterInstants(facts)) {
            var opening = starts(facts, at);
            if (!opening.isEmpty()) {
                var reason = blocked.stream()
                        .filter(each -> opening.contains(each.first().id()))
                        .map(Blocked::reason)
                        .min(Comparator.naturalOrder())
                        .orElse(EmptyReason.SLOT_FULL);
                return Optional.of(new EmptyAnswer(reason, Optional.of(at), Optional.empty()));
            }
        }
        return blocked.stream()
                .map(Blocked::reason)
                .min(Comparator.naturalOrder())
                .map(EmptyAnswer::of);
    }

    private static List<Blocked> blocked(Facts facts) {
        var blocked = new ArrayList<Blocked>();
        facts.slots().forEach((visit, slots) -> {
            for (var session : bySession(at(facts, slots, facts.now()))) {
                for (var first : session) {
                    if (isWanted(facts, first)
                            && SlotFinder.startAt(first, session, visit).isPresent()) {
                        blocked.add(new Blocked(first, visit, reason(facts, first, session, visit)));
                    }
                }
            }
        });
        return blocked;
    }

    private static EmptyReason reason(Facts facts, Slot first, List<Slot> session, Visit visit) {
        var now = facts.now();
        if (now.isAfter(visit.bookedUntil(first.startsAt()))) {
            return EmptyReason.TOO_LATE_TO_BOOK;
        }
        if (first.free() <= 0) {
            return EmptyReason.SLOT_FULL;
        }
        var free = session.stream().filter(slot -> slot.free() > 0).toList();
        if (SlotFinder.startAt(first, free, visit).isEmpty()) {
            return EmptyReason.VISIT_DOES_NOT_FIT;
        }
        if (now.isBefore(visit.bookedFrom(first.startsAt()))) {
            return EmptyReason.TOO_EARLY_TO_BOOK;
        }
        var released = free.stream().filter(slot -> slot.isReleased(now)).toList();
        if (!first.isReleased(now) || SlotFinder.startAt(first, released, visit).isEmpty()) {
            return EmptyReason.SLOT_NOT_RELEASED;
        }
        return facts.limits().leftByCaps(first.session(), visit.type(), now) <= 0
                ? EmptyReason.CAP_REACHED
                : EmptyReason.RESOURCE_TAKEN;
    }

    /** When something ends that could be in the way, the next first. */
    private static List<Instant> laterInstants(Facts facts) {
        var instants = new TreeSet<Instant>();
        facts.slots()
                .forEach((visit, slots) -> slots.forEach(slot -> {
                    slot.opensAt().ifPresent(instants::add);
                    if (isWanted(facts, slot)) {
                        instants.add(visit.bookedFrom(slot.startsAt()));
                    }
                }));
        facts.heldUntil().values().forEach(instants::addAll);
        facts.limits().caps().values().forEach(caps -> caps.forEach(cap -> instants.addAll(cap.heldUntil())));
        facts.limits().resources().forEach(resource -> resource.uses().stream()
                .map(Use::expiresAt)
                .forEach(end -> end.ifPresent(instants::add)));
        return instants.tailSet(facts.now(), false).stream()
                .limit(INSTANTS_TRIED)
                .toList();
    }

    /** The first slots of what could be booked at an instant. */
    private static List<UUID> starts(Facts facts, Instant at) {
        var ids = new ArrayList<UUID>();
        facts.slots()
                .forEach((visit, slots) -> SlotFinder.starts(at(facts, slots, at), visit, at, facts.limits()).stream()
                        .map(Start::first)
                        .filter(first -> isWanted(facts, first)
                                && !at.isAfter(visit.bookedUntil(first.startsAt()))
                                && !at.isBefore(visit.bookedFrom(first.startsAt())))
                        .forEach(first -> ids.add(first.id())));
        return ids;
    }

    private static boolean isWanted(Facts facts, Slot first) {
        var search = facts.search();
        return !first.startsAt().isBefore(search.from())
                && first.startsAt().isBefore(search.to())
                && facts.now().isBefore(first.startsAt())
                && search.wants(first.startsAt(), facts.zones().apply(first.site()));
    }

    /** The slots with the holds that there are at an instant. */
    private static List<Slot> at(Facts facts, List<Slot> slots, Instant at) {
        return slots.stream()
                .map(slot -> {
                    int held = (int) facts.heldUntil().getOrDefault(slot.id(), List.of()).stream()
                            .filter(at::isBefore)
                            .count();
                    return held == 0 ? slot : slot.withHeld(held);
                })
                .toList();
    }

    private static List<List<Slot>> bySession(List<Slot> slots) {
        var sessions = new LinkedHashMap<UUID, List<Slot>>();
        slots.forEach(slot -> sessions.computeIfAbsent(slot.session(), session -> new ArrayList<>())
                .add(slot));
        sessions.values().forEach(session -> session.sort(Comparator.comparing(Slot::startsAt)));
        return List.copyOf(sessions.values());
    }
}
