package org.carepromise.callback.admission;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * How many agents work at each instant of open time, n(t), as steps. Agent time is their integral: microseconds of agents,
 * added up exactly. At an opening, all agents who work then are idle; when one comes in the middle of an opening, that is
 * not counted.
 */
public final class AgentSteps {

    private static final int OPENS = 0;

    /** Pieces in order in which a constant number of agents, at least one, works. */
    private final long[] starts;

    private final long[] ends;
    private final int[] agents;
    /** Agent time before each piece. */
    private final long[] before;
    /** Openings with agents, and how many were idle at those before. */
    private final long[] openings;

    private final int[] idleBefore;

    private AgentSteps(List<long[]> pieces, List<long[]> opened) {
        int n = pieces.size();
        starts = new long[n];
        ends = new long[n];
        agents = new int[n];
        before = new long[n + 1];
        for (int i = 0; i < n; i++) {
            starts[i] = pieces.get(i)[0];
            ends[i] = pieces.get(i)[1];
            agents[i] = (int) pieces.get(i)[2];
            before[i + 1] = Math.addExact(before[i], Math.multiplyExact(ends[i] - starts[i], (long) agents[i]));
        }
        openings = new long[opened.size()];
        idleBefore = new int[opened.size() + 1];
        for (int i = 0; i < openings.length; i++) {
            openings[i] = opened.get(i)[0];
            idleBefore[i + 1] = idleBefore[i] + (int) opened.get(i)[1];
        }
    }

    /**
     * The roster as far as the site is open.
     *
     * @param openings when the site is open, in order; the present one whole, so that its beginning is known. Those that
     *     touch are one
     * @param rostered in any order; what overlaps adds up
     */
    public static AgentSteps of(List<Window> openings, List<Staffed> rostered) {
        var changes = new TreeMap<Long, Long>();
        for (var each : rostered) {
            changes.merge(Micros.of(each.startsAt()), (long) each.agents(), Long::sum);
            changes.merge(Micros.of(each.endsAt()), (long) -each.agents(), Long::sum);
        }
        var pieces = new ArrayList<long[]>();
        var opened = new ArrayList<long[]>();
        for (var opening : joined(openings)) {
            long working = changes.headMap(opening[OPENS], true).values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
            if (working > 0) {
                opened.add(new long[] {opening[OPENS], working});
            }
            long from = opening[OPENS];
            for (var change :
                    changes.subMap(opening[OPENS], false, opening[1], false).entrySet()) {
                add(pieces, from, change.getKey(), working);
                from = change.getKey();
                working += change.getValue();
            }
            add(pieces, from, opening[1], working);
        }
        return new AgentSteps(pieces, opened);
    }

    private static List<long[]> joined(List<Window> openings) {
        var joined = new ArrayList<long[]>();
        for (var each : openings) {
            long opens = Micros.of(each.startsAt());
            long closes = Micros.of(each.endsAt());
            long[] last = joined.isEmpty() ? null : joined.get(joined.size() - 1);
            if (last != null && opens < last[1]) {
                throw new IllegalArgumentException("opening " + each + " begins before the last one ends");
            }
            if (last != null && opens == last[1]) {
                last[1] = closes;
            } else {
                joined.add(new long[] {opens, closes});
            }
        }
        return joined;
    }

    private static void add(List<long[]> pieces, long start, long end, long agents) {
        if (agents > 0 && start < end) {
            pieces.add(new long[] {start, end, agents});
        }
    }

    /**
     * The same, with so many agents less in a stretch of time: those who are off, or not seen signed in. Where fewer work
     * than that, nobody is left.
     */
    public AgentSteps without(int absent, Window when) {
        if (absent < 0) {
            throw new IllegalArgumentException(absent + " absent agents: at least 0");
        }
        long from = Micros.of(when.startsAt());
        long until = Micros.of(when.endsAt());
        var pieces = new ArrayList<long[]>();
        for (int i = 0; i < starts.length; i++) {
            long begins = Math.min(Math.max(from, starts[i]), ends[i]);
            long over = Math.min(Math.max(until, begins), ends[i]);
            add(pieces, starts[i], begins, agents[i]);
            add(pieces, begins, over, Math.max(0, agents[i] - absent));
            add(pieces, over, ends[i], agents[i]);
        }
        var opened = new ArrayList<long[]>();
        for (int i = 0; i < openings.length; i++) {
            int idle = idleBefore[i + 1] - idleBefore[i];
            int here = from <= openings[i] && openings[i] < until ? idle - absent : idle;
            if (here > 0) {
                opened.add(new long[] {openings[i], here});
            }
        }
        return new AgentSteps(pieces, opened);
    }

    /** How many work through the whole of a stretch of time; none where the site is closed for a part of it. */
    public int fewestIn(Window when) {
        long from = Micros.of(when.startsAt());
        long until = Micros.of(when.endsAt());
        int fewest = Integer.MAX_VALUE;
        for (int i = pieceEndingAfter(from); from < until; i++) {
            if (i == starts.length || starts[i] > from) {
                return 0;
            }
            fewest = Math.min(fewest, agents[i]);
            from = ends[i];
        }
        return fewest;
    }

    /** How many work at that instant; none while the site is closed. */
    public int agentsAt(Instant at) {
        long micros = Micros.of(at);
        int i = lastNotAbove(starts, micros);
        return i >= 0 && micros < ends[i] ? agents[i] : 0;
    }

    /** The first instant from then on at which somebody works, if any; in microseconds. */
    OptionalLong workFrom(long from) {
        int i = pieceEndingAfter(from);
        return i < starts.length ? OptionalLong.of(Math.max(starts[i], from)) : OptionalLong.empty();
    }

    /** All agent time before that instant. */
    long agentTimeUntil(long at) {
        int i = lastNotAbove(starts, at);
        return i < 0 ? 0 : before[i] + (Math.min(at, ends[i]) - starts[i]) * agents[i];
    }

    /** The agents who were idle at the openings before that instant, in all. */
    int idleUntil(long at) {
        return idleBefore[lastNotAbove(openings, at - 1) + 1];
    }

    /**
     * The first instant after {@code after} until which requests that are released at {@code release} have so many starts,
     * surely enough; empty if the roster ends before.
     */
    OptionalLong startsReachedAt(int starts, long release, long after, StartTime needed) {
        long spent = agentTimeUntil(release);
        int idleSpent = idleUntil(release);
        long next = after + 1;
        if (agentTimeUntil(next) - spent >= needed.of(starts - (idleUntil(next) - idleSpent))) {
            return OptionalLong.of(next);
        }
        for (int i = pieceEndingAfter(next); i < this.starts.length; i++) {
            long from = Math.max(next, this.starts[i]);
            long missing = needed.of(starts - (idleUntil(ends[i]) - idleSpent)) - (agentTimeUntil(from) - spent);
            if (missing <= 0) {
                return OptionalLong.of(Math.max(next, this.starts[i] + 1));
            }
            long at = from + -Math.floorDiv(-missing, (long) agents[i]);
            if (at <= ends[i]) {
                return OptionalLong.of(at);
            }
        }
        return OptionalLong.empty();
    }

    private int pieceEndingAfter(long at) {
        return lastNotAbove(ends, at) + 1;
    }

    /** The index of the last element that is at most {@code value}, -1 if none is. */
    private static int lastNotAbove(long[] sorted, long value) {
        int i = Arrays.binarySearch(sorted, value);
        return i >= 0 ? i : -i - 2;
    }

    /** The agent time that surely gives so many starts; 0 for none or fewer. */
    interface StartTime {
        long of(int starts);
    }
}
