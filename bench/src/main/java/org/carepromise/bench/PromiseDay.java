package org.carepromise.bench;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.SplittableRandom;

/**
 * One day of callbacks, drawn: agents who take the earliest promise that they can serve, first attempts before retries, and
 * of those who could take one the agent with fewer languages. Times are seconds since the site opened; requests may come
 * before.
 */
final class PromiseDay {

    static final double REACHED = 0.6;
    static final int ATTEMPTS = 3;
    static final double UNREACHED_SECONDS = 45;
    private static final double RETRY_AFTER = 1_800;

    /** A request, and when it was promised and begun. */
    static final class Asked {

        final double at;
        final boolean spanish;
        double due;
        double begunAt = Double.POSITIVE_INFINITY;
        private int attempts;

        Asked(double at, boolean spanish) {
            this.at = at;
            this.spanish = spanish;
        }

        boolean isKept() {
            return begunAt <= due;
        }
    }

    /** What a request is promised when it comes, by those that still wait. */
    interface Promising {
        double due(Asked asked, List<Asked> waiting);
    }

    /** Whether who speaks Spanish may take a request in English at that time though some in Spanish wait. */
    interface Borrowing {
        boolean allows(double now, Asked english, List<Asked> waiting);
    }

    /** The time of a conversation. */
    interface Talk {
        double seconds(SplittableRandom random);
    }

    private record Event(double at, Asked asked, boolean freesBilingual, boolean freesOther) {}

    private final SplittableRandom random;
    private final Talk talk;
    private final boolean retries;
    private final Borrowing borrowing;

    private final PriorityQueue<Event> events = new PriorityQueue<>(Comparator.comparingDouble(Event::at));
    private final List<Asked> waiting = new ArrayList<>();
    private final List<Asked> again = new ArrayList<>();
    private int idleBilingual;
    private int idleOthers;

    /** @param borrowing when who speaks Spanish takes a request in English that is due earlier than those in Spanish */
    PromiseDay(SplittableRandom random, Talk talk, boolean retries, Borrowing borrowing) {
        this.random = random;
        this.talk = talk;
        this.retries = retries;
        this.borrowing = borrowing;
    }

    void run(List<Asked> requests, int others, int bilingual, Promising promising) {
        requests.forEach(asked -> events.add(new Event(asked.at, asked, false, false)));
        for (int i = 0; i < others; i++) {
            events.add(new Event(0, null, false, true));
        }
        for (int i = 0; i < bilingual; i++) {
            events.add(new Event(0, null, true, false));
        }
        while (!events.isEmpty()) {
            var event = events.poll();
            idleBilingual += event.freesBilingual() ? 1 : 0;
            idleOthers += event.freesOther() ? 1 : 0;
            var asked = event.asked();
            if (asked != null && asked.attempts == 0) {
                asked.due = promising.due(asked, waiting);
                waiting.add(asked);
            } else if (asked != null) {
                again.add(asked);
            }
            while (idleOthers > 0 && begin(event.at(), false)) {
                idleOthers--;
            }
            while (idleBilingual > 0 && begin(event.at(), true)) {
                idleBilingual--;
            }
        }
    }

    private boolean begin(double now, boolean bilingual) {
        var next = take(now, waiting, bilingual);
        if (next == null) {
            next = take(now, again, bilingual);
        }
        if (next == null) {
            return false;
        }
        if (next.attempts++ == 0) {
            next.begunAt = now;
        }
        boolean reached = !retries || random.nextDouble() < REACHED;
        double seconds = reached ? talk.seconds(random) : UNREACHED_SECONDS;
        events.add(new Event(now + seconds, null, bilingual, !bilingual));
        if (!reached && next.attempts < ATTEMPTS) {
            events.add(new Event(now + seconds + RETRY_AFTER, next, false, false));
        }
        return true;
    }

    private Asked take(double now, List<Asked> from, boolean bilingual) {
        var english = earliest(from, false);
        var spanish = bilingual ? earliest(from, true) : null;
        var taken = english == null || spanish == null
                ? english == null ? spanish : english
                : spanish.due <= english.due || !borrowing.allows(now, english, from) ? spanish : english;
        from.remove(taken);
        return taken;
    }

    private static Asked earliest(List<Asked> from, boolean spanish) {
        return from.stream()
                .filter(each -> each.spanish == spanish)
                .min(Comparator.comparingDouble(each -> each.due))
                .orElse(null);
    }
}
