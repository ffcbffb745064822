package org.carepromise.callback.admission;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/** Random rosters and promises of one day, and the rule as it is written, pair by pair and second by second. */
final class SmallWorld {

    static final Instant MORNING = Instant.parse("2026-12-01T08:00:00Z");
    static final double CONFIDENCE = 0.95;

    private SmallWorld() {}

    static Instant at(int minute) {
        return MORNING.plusSeconds(60L * minute);
    }

    static List<Window> openings(SplittableRandom random) {
        int opens = random.nextInt(120);
        int noon = opens + 30 + random.nextInt(120);
        int back = noon + random.nextInt(60);
        return List.of(new Window(at(opens), at(noon)), new Window(at(back), at(back + 60 + random.nextInt(300))));
    }

    static List<Staffed> roster(SplittableRandom random) {
        var roster = new ArrayList<Staffed>();
        for (int i = 0, n = 1 + random.nextInt(4); i < n; i++) {
            int start = random.nextInt(300);
            roster.add(new Staffed(at(start), at(start + 1 + random.nextInt(400)), random.nextInt(4)));
        }
        return roster;
    }

    static List<OpenPromise> promises(SplittableRandom random, int most) {
        var promises = new ArrayList<OpenPromise>();
        for (int i = 0, n = random.nextInt(most + 1); i < n; i++) {
            int release = 15 * random.nextInt(24);
            promises.add(
                    new OpenPromise(at(release), at(release + 15 + 15 * random.nextInt(16)), 1 + random.nextInt(3)));
        }
        return promises;
    }

    /** Whether the rule lets a request into [release, due]. */
    static boolean allows(
            List<Window> openings,
            List<Staffed> roster,
            long agentTime,
            List<OpenPromise> promises,
            Instant now,
            Instant release,
            Instant due) {
        var all = new ArrayList<OpenPromise>();
        promises.forEach(each -> all.add(new OpenPromise(
                max(now, each.releaseAt()), max(max(now, each.releaseAt()), each.dueAt()), each.count())));
        all.add(new OpenPromise(release, due));
        for (var a : Stream.concat(Stream.of(release), all.stream().map(OpenPromise::releaseAt))
                .toList()) {
            for (var b : all.stream().map(OpenPromise::dueAt).toList()) {
                if (a.isAfter(release) || b.isBefore(due)) {
                    continue;
                }
                int within = all.stream()
                        .filter(each ->
                                !each.releaseAt().isBefore(a) && !each.dueAt().isAfter(b))
                        .mapToInt(OpenPromise::count)
                        .sum();
                if (chance(openings, roster, agentTime, a, b, within) < CONFIDENCE) {
                    return false;
                }
            }
        }
        return true;
    }

    private static double chance(
            List<Window> openings, List<Staffed> roster, long agentTime, Instant a, Instant b, int within) {
        double seconds = 0;
        int idle = 0;
        for (int i = 0; i < openings.size(); i++) {
            var opening = openings.get(i);
            for (var each : roster) {
                long from = max(a, max(opening.startsAt(), each.startsAt())).getEpochSecond();
                long to = Math.min(
                        b.getEpochSecond(),
                        Math.min(
                                opening.endsAt().getEpochSecond(), each.endsAt().getEpochSecond()));
                seconds += Math.max(0, to - from) * each.agents();
                boolean opens = i == 0 || openings.get(i - 1).endsAt().isBefore(opening.startsAt());
                boolean counts =
                        !opening.startsAt().isBefore(a) && opening.startsAt().isBefore(b);
                boolean works = !each.startsAt().isAfter(opening.startsAt())
                        && each.endsAt().isAfter(opening.startsAt());
                idle += opens && counts && works ? each.agents() : 0;
            }
        }
        double mean = seconds / agentTime;
        double term = Math.exp(-mean);
        double below = 0;
        for (int i = 0; i < within - idle; i++) {
            below += term;
            term *= mean / (i + 1);
        }
        return 1 - below;
    }

    private static Instant max(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }
}
