package org.carepromise.scheduling.availability;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.ToIntFunction;

import org.carepromise.scheduling.availability.ProviderOrder.Turn;
import org.carepromise.scheduling.availability.SlotFinder.Start;
import org.carepromise.scheduling.visittype.Visit;

/**
 * In which order starts are shown, and where a page ends.
 *
 * <p>By time; of those that begin together, the provider with fewest visits that day first. Visits are booked between two
 * pages, so a page can't go on by that order: it holds, of what begins at one instant, the first by it and then the next by
 * slot and visit type, which do not change; what it holds it shows in order.
 */
final class StartOrder {

    private StartOrder() {}

    /** A start, and the visit that it is for. */
    record Listed(Visit visit, Start start) {

        Instant startsAt() {
            return start.first().startsAt();
        }
    }

    /** What does not change of a start. */
    record Key(UUID slot, String visitType) implements Comparable<Key> {

        /** Before every other. */
        static final Key NONE = new Key(new UUID(Long.MIN_VALUE, Long.MIN_VALUE), "");

        @Override
        public int compareTo(Key other) {
            int bySlot = slot.compareTo(other.slot);
            return bySlot == 0 ? visitType.compareTo(other.visitType) : bySlot;
        }
    }

    /**
     * Where a page ended.
     *
     * @param startsAt of the last start
     * @param lead the one that was first of those that begin then
     * @param last the last of the others that was shown; {@link Key#NONE} where none was
     */
    record Position(Instant startsAt, Key lead, Key last) {

        boolean isBefore(Listed listed) {
            int byTime = startsAt.compareTo(listed.startsAt());
            return byTime < 0
                    || byTime == 0 && !key(listed).equals(lead) && key(listed).compareTo(last) > 0;
        }
    }

    /** @param next where the next page goes on; empty on the last */
    record Page(List<Listed> shown, Optional<Position> next) {}

    static Key key(Listed listed) {
        return new Key(listed.start().first().id(), listed.visit().type());
    }

    /**
     * @param found all starts behind {@code after} up to some instant, in any order
     * @param visits how many visits the provider of a start has on its day
     * @param after where the last page ended, or null
     */
    static Page page(List<Listed> found, ToIntFunction<Listed> visits, Position after, int limit) {
        var order = evenly(visits);
        var shown = new ArrayList<Listed>();
        var together = together(found);
        while (!together.isEmpty()) {
            var at = together.firstKey();
            var group = together.remove(at);
            group.sort(Comparator.comparing(StartOrder::key));
            boolean isContinued = after != null && after.startsAt().equals(at);
            var lead = isContinued ? after.lead() : leadToFront(group, order);
            var part = group.subList(0, Math.min(group.size(), limit - shown.size()));
            shown.addAll(part.stream().sorted(order).toList());
            if (shown.size() == limit && (part.size() < group.size() || !together.isEmpty())) {
                var last = key(part.get(part.size() - 1));
                return new Page(shown, Optional.of(new Position(at, lead, last.equals(lead) ? Key.NONE : last)));
            }
        }
        return new Page(shown, Optional.empty());
    }

    /** Fewest visits of the provider that day first. */
    static Comparator<Listed> evenly(ToIntFunction<Listed> visits) {
        return Comparator.comparing(
                        (Listed listed) -> new Turn(listed.start().first().provider(), visits.applyAsInt(listed)),
                        ProviderOrder.evenly())
                .thenComparing(StartOrder::key);
    }

    private static Key leadToFront(List<Listed> group, Comparator<Listed> order) {
        var lead = group.stream().min(order).orElseThrow();
        group.remove(lead);
        group.add(0, lead);
        return key(lead);
    }

    private static TreeMap<Instant, List<Listed>> together(List<Listed> found) {
        var together = new TreeMap<Instant, List<Listed>>();
        found.forEach(listed -> together.computeIfAbsent(listed.startsAt(), at -> new ArrayList<>())
                .add(listed));
        return together;
    }
}
