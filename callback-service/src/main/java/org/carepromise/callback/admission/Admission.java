package org.carepromise.callback.admission;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Promises only what capacity keeps (DETAILS 10). The requests started in open time from a to b are taken as Poisson with
 * mean ∫ n/h, plus the agents who are idle at an opening in between; a promise is made if they reach the promises made, with
 * it, with the confidence asked for, in every pool that it belongs to.
 *
 * <p>Decisions change nothing and may be made by many threads; two for the same site must not be made from the same facts,
 * so the caller holds a lock of the site from reading the promises until the new one is written.
 */
public final class Admission {

    /** The confidence of a published promise. */
    public static final double CONFIDENCE = 0.95;

    private static final Duration WINDOW = Duration.ofMinutes(30);
    private static final int NEXT_WINDOWS = 3;

    private final Confidence confidence;

    public Admission() {
        this(CONFIDENCE);
    }

    /** @param confidence above 0 and below 1 */
    public Admission(double confidence) {
        this.confidence = new Confidence(confidence);
    }

    /**
     * What is promised.
     *
     * <p>As soon as possible: the published limit where that can be kept, also if the patient may be called only later today;
     * where the patient's hours end before the limit, their end. Else it is refused, or, if a later time is accepted, the
     * earliest that can be kept. That the patient's hours only begin after the limit shows in the first of them.
     *
     * @param pools the whole site first, then the request's skill and language; each must have room
     * @throws IllegalArgumentException without a pool
     */
    public Decision decide(List<Pool> pools, Request request, Instant now) {
        var rooms = new Rooms(pools, Micros.of(now));
        if (request instanceof Request.InWindow asked) {
            return decide(rooms, asked);
        }
        return decide(rooms, (Request.Soonest) request);
    }

    /**
     * Whether a pool has room for one more from now to that time. It also answers whether an agent of a rarer pool may take
     * a request from outside it that is due then: to the pool that is one more, in front of its own.
     */
    public boolean hasRoom(Pool pool, Instant dueAt, Instant now) {
        return new PoolRoom(pool, confidence, Micros.of(now)).has(Micros.of(now), Micros.of(dueAt));
    }

    /** The windows of that length, on its grid, that would be promised next. */
    public List<Window> nextWindows(List<Pool> pools, List<Window> callable, Duration length, int most, Instant now) {
        return nextWindows(new Rooms(pools, Micros.of(now)), callable, length, most);
    }

    private Decision decide(Rooms rooms, Request.InWindow asked) {
        long start = Micros.of(asked.window().startsAt());
        long end = Micros.of(asked.window().endsAt());
        boolean callable = asked.callable().stream()
                .anyMatch(hours -> !asked.window().startsAt().isBefore(hours.startsAt())
                        && !asked.window().endsAt().isAfter(hours.endsAt()));
        if (callable && rooms.have(start, end)) {
            return promised(Math.max(start, rooms.now), end, end);
        }
        return new Decision.Refused(
                soonest(rooms, asked.callable(), Long.MIN_VALUE),
                nextWindows(rooms, asked.callable(), asked.window().length(), NEXT_WINDOWS));
    }

    private Decision decide(Rooms rooms, Request.Soonest asked) {
        long limit = Micros.of(asked.limitAt());
        var soonest = soonest(rooms, asked.callable(), limit);
        if (soonest.isPresent() && (soonest.get().withinSla() || asked.acceptLater())) {
            return soonest.get();
        }
        return new Decision.Refused(soonest, nextWindows(rooms, asked.callable(), WINDOW, NEXT_WINDOWS));
    }

    /** The limit where it can be kept, else the earliest due time after it. */
    private Optional<Decision.Promised> soonest(Rooms rooms, List<Window> callable, long limit) {
        for (var hours : rooms.withoutClosedGaps(callable)) {
            var from = rooms.site.workFrom(Math.max(rooms.now, hours[0]));
            if (from.isEmpty()) {
                break;
            }
            long release = from.getAsLong();
            long aim = Math.min(limit, hours[1]);
            if (release < aim && rooms.have(release, aim)) {
                return Optional.of(promised(release, aim, limit));
            }
            var due = release < hours[1] ? rooms.earliestDue(release) : OptionalLong.empty();
            if (due.isPresent() && due.getAsLong() <= hours[1]) {
                return Optional.of(promised(release, due.getAsLong(), limit));
            }
        }
        return Optional.empty();
    }

    private List<Window> nextWindows(Rooms rooms, List<Window> callable, Duration length, int most) {
        long step = Micros.of(length);
        var found = new ArrayList<Window>();
        for (var hours : callable) {
            long last = Micros.of(hours.endsAt()) - step;
            long earliest = Math.max(rooms.now, Micros.of(hours.startsAt()));
            var work = rooms.site.workFrom(earliest);
            while (work.isPresent() && found.size() < most) {
                long start = -Math.floorDiv(-Math.max(earliest, work.getAsLong() - step + 1), step) * step;
                if (start > last) {
                    break;
                }
                if (rooms.have(start, start + step)) {
                    found.add(new Window(Micros.instant(start), Micros.instant(start + step)));
                }
                earliest = start + step;
                work = rooms.site.workFrom(earliest);
            }
        }
        return found;
    }

    private static Decision.Promised promised(long release, long due, long limit) {
        return new Decision.Promised(Micros.instant(release), Micros.instant(due), due <= limit);
    }

    /** The pools of one request: what is promised must fit into each. */
    private final class Rooms {

        private final AgentSteps site;
        private final List<PoolRoom> pools;
        private final long now;

        Rooms(List<Pool> pools, long now) {
            if (pools.isEmpty()) {
                throw new IllegalArgumentException("no pool");
            }
            this.site = pools.get(0).agents();
            this.pools = pools.stream()
                    .map(pool -> new PoolRoom(pool, confidence, now))
                    .toList();
            this.now = now;
        }

        boolean have(long release, long due) {
            return pools.stream().allMatch(pool -> pool.has(release, due));
        }

        /** The latest of the pools' own: each has room for every due time after its earliest. */
        OptionalLong earliestDue(long release) {
            long latest = 0;
            for (var pool : pools) {
                var due = pool.earliestDue(release);
                if (due.isEmpty()) {
                    return due;
                }
                latest = Math.max(latest, due.getAsLong());
            }
            return OptionalLong.of(latest);
        }

        /** Hours between which nobody works anyway are one: a promise may pass the night in which the site is closed. */
        List<long[]> withoutClosedGaps(List<Window> callable) {
            var joined = new ArrayList<long[]>();
            for (var hours : callable) {
                long start = Micros.of(hours.startsAt());
                long end = Micros.of(hours.endsAt());
                long[] last = joined.isEmpty() ? null : joined.get(joined.size() - 1);
                if (last != null && site.agentTimeUntil(last[1]) == site.agentTimeUntil(start)) {
                    last[1] = end;
                } else {
                    joined.add(new long[] {start, end});
                }
            }
            return joined;
        }
    }
}
