package org.carepromise.scheduling.waitlist;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import org.carepromise.scheduling.availability.Slot;
import org.carepromise.scheduling.availability.SlotFinder;
import org.carepromise.scheduling.availability.SlotFinder.Start;
import org.carepromise.scheduling.visittype.Visit;

/** Which start of those that a freed seat makes possible is offered to somebody who waits, and until when. */
final class WaitlistRules {

    private WaitlistRules() {}

    /**
     * The first start that an entry is offered.
     *
     * @param slots of the session around the freed seats, locked
     * @param freed the slots whose seats came free: every start offered uses one of them
     * @param replaced when the visit begins that an earlier one would replace
     * @param offeredBefore the slots with which starts began that this entry was offered already
     */
    static Optional<Start> startFor(
            WaitlistEntry entry,
            Visit visit,
            Collection<Slot> slots,
            Set<UUID> freed,
            ZoneId zone,
            Optional<Instant> replaced,
            Set<UUID> offeredBefore,
            Instant now) {
        return SlotFinder.starts(slots, visit, now).stream()
                .filter(start -> start.slots().stream().map(Slot::id).anyMatch(freed::contains))
                .filter(start -> isBookable(start.first().startsAt(), visit, now))
                .filter(start -> suits(entry.wishes(), start.first(), zone))
                .filter(start -> replaced.map(later -> start.first().startsAt().isBefore(later))
                        .orElse(true))
                .filter(start -> !offeredBefore.contains(start.first().id()))
                .findFirst();
    }

    /** Nothing is offered inside the lead time, nor before it could be booked. */
    private static boolean isBookable(Instant start, Visit visit, Instant now) {
        return now.isBefore(visit.bookedUntil(start)) && !now.isBefore(visit.bookedFrom(start));
    }

    static boolean suits(Wishes wishes, Slot first, ZoneId zone) {
        var local = first.startsAt().atZone(zone).toLocalDateTime();
        return wishes.sites().contains(first.site())
                && wishes.providers()
                        .map(some -> some.contains(first.provider()))
                        .orElse(true)
                && wishes.weekdays()
                        .map(some -> some.contains(local.getDayOfWeek()))
                        .orElse(true)
                && wishes.earliest()
                        .map(time -> !local.toLocalTime().isBefore(time))
                        .orElse(true)
                && wishes.latest()
                        .map(time -> !local.toLocalTime().isAfter(time))
                        .orElse(true)
                && wishes.fromOn()
                        .map(date -> !local.toLocalDate().isBefore(date))
                        .orElse(true)
                && wishes.untilOn()
                        .map(date -> !local.toLocalDate().isAfter(date))
                        .orElse(true);
    }

    /** When an offer ends, exclusive: its own length after it began, and never inside the lead time. */
    static Instant endsAt(Instant begunAt, Duration within, Instant latestUsefulAt) {
        var end = begunAt.plus(within);
        return end.isBefore(latestUsefulAt) ? end : latestUsefulAt;
    }

    /** What is left of freed slots once a start has been given away. */
    static Set<UUID> without(Set<UUID> freed, List<Slot> given) {
        var left = new java.util.HashSet<>(freed);
        given.forEach(slot -> left.remove(slot.id()));
        return Set.copyOf(left);
    }
}
