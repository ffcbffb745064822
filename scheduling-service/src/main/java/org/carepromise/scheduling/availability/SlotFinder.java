package org.carepromise.scheduling.availability;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.carepromise.scheduling.visittype.Visit;

/**
 * Where a visit can begin. Search shows what this function finds and booking takes what it finds, so what is shown can be
 * booked.
 */
public final class SlotFinder {

    private SlotFinder() {}

    /**
     * A start at which a visit fits.
     *
     * @param first the slot in which it begins
     * @param slots all that its length and buffers cover, in order
     * @param remaining how many more such visits fit here
     */
    public record Start(Slot first, List<Slot> slots, int remaining) {}

    /**
     * All starts of a visit, by time.
     *
     * @param slots of any sessions; what is full, or not open yet, is passed over
     */
    public static List<Start> starts(Collection<Slot> slots, Visit visit, Instant now) {
        var bySession = new LinkedHashMap<UUID, List<Slot>>();
        for (var slot : slots) {
            if (slot.free() > 0 && slot.isReleased(now)) {
                bySession
                        .computeIfAbsent(slot.session(), session -> new ArrayList<>())
                        .add(slot);
            }
        }
        var starts = new ArrayList<Start>();
        for (var session : bySession.values()) {
            session.sort(Comparator.comparing(Slot::startsAt));
            for (var slot : session) {
                startAt(slot, session, visit).ifPresent(starts::add);
            }
        }
        starts.sort(Comparator.comparing((Start start) -> start.first().startsAt())
                .thenComparing(start -> start.first().id()));
        return starts;
    }

    /**
     * All starts of a visit that caps and second resources leave, by time; {@code remaining} is what the narrowest of all
     * leaves.
     */
    public static List<Start> starts(Collection<Slot> slots, Visit visit, Instant now, Limits limits) {
        return starts(slots, visit, now).stream()
                .map(start -> limited(start, visit, now, limits))
                .filter(start -> start.remaining() > 0)
                .toList();
    }

    private static Start limited(Start start, Visit visit, Instant now, Limits limits) {
        int remaining = Math.min(
                start.remaining(),
                Math.min(
                        limits.leftByCaps(start.first().session(), visit.type(), now),
                        limits.leftByResources(start.first(), visit, now)));
        return remaining == start.remaining() ? start : new Start(start.first(), start.slots(), remaining);
    }

    /**
     * A visit beginning with this slot.
     *
     * @param session the session's slots that have a seat left, in order
     * @return the start, or empty where the visit's own time is not free without a gap, or reaches beyond the session,
     *     or a buffer is not free
     */
    public static Optional<Start> startAt(Slot first, List<Slot> session, Visit visit) {
        if (first.startsAt().plus(visit.length()).isAfter(first.sessionEndsAt())) {
            return Optional.empty();
        }
        var begin = begin(first, visit);
        var end = end(first, visit);
        var covered = session.stream().filter(slot -> slot.overlaps(begin, end)).toList();
        // A buffer may reach beyond the session: nobody is visited there.
        var from = later(begin, first.sessionStartsAt());
        var to = earlier(end, first.sessionEndsAt());
        return fillsWithoutGap(covered, from, to)
                ? Optional.of(new Start(
                        first,
                        covered,
                        covered.stream().mapToInt(Slot::free).min().orElse(0)))
                : Optional.empty();
    }

    private static boolean fillsWithoutGap(List<Slot> slots, Instant from, Instant to) {
        var reached = from;
        for (var slot : slots) {
            if (slot.startsAt().isAfter(reached)) {
                return false;
            }
            reached = slot.endsAt();
        }
        return !reached.isBefore(to);
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    /** The first instant that a visit beginning with this slot keeps busy. */
    public static Instant begin(Slot first, Visit visit) {
        return first.startsAt().minus(visit.bufferBefore());
    }

    /** The first instant that it no longer keeps busy. */
    public static Instant end(Slot first, Visit visit) {
        return first.startsAt().plus(visit.length()).plus(visit.bufferAfter());
    }
}
