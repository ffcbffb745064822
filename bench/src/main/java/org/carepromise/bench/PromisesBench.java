package org.carepromise.bench;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

import org.carepromise.bench.PromiseDay.Asked;
import org.carepromise.callback.admission.Admission;
import org.carepromise.callback.admission.AgentSteps;
import org.carepromise.callback.admission.Decision;
import org.carepromise.callback.admission.OpenPromise;
import org.carepromise.callback.admission.Pool;
import org.carepromise.callback.admission.Request;
import org.carepromise.callback.admission.Staffed;
import org.carepromise.callback.admission.Window;

/**
 * How many promises of callbacks are kept, by drawing days: whether the 0.95 with which they are made is true, and what is
 * left of it where the world is not as the model has it.
 */
public final class PromisesBench {

    private static final Instant OPENS = Instant.parse("2026-12-01T14:00:00Z");
    private static final int AGENTS = 5;
    private static final double AGENT_SECONDS = 360;
    private static final double SLA_SECONDS = 7_200;
    private static final int BEFORE_OPENING = 200;
    private static final int[] LOOKED_AT = {89, 100, 150, 200};
    private static final double WITHIN = 0.01;

    /** The day with two languages: who asked before it began, then one after the other. */
    private static final int EARLY = 100;

    private static final double PER_HOUR = 45;
    private static final double LAST_AT = 7 * 3_600;
    private static final double SPANISH = 0.2;

    private static final Window DAY = new Window(OPENS, OPENS.plus(Duration.ofHours(12)));
    private static final List<Window> ANY_TIME = List.of(new Window(OPENS.minus(Duration.ofHours(2)), DAY.endsAt()));

    private static final PromiseDay.Borrowing ALWAYS = (now, english, waiting) -> true;

    private final int runs;
    private final SplittableRandom random;
    private final Admission admission = new Admission();
    private final AgentSteps everybody = agents(AGENTS);
    private final AgentSteps bilingual = agents(1);

    private PromisesBench(int runs, long seed) {
        this.runs = runs;
        this.random = new SplittableRandom(seed);
    }

    public static void main(String[] args) {
        int runs = 10_000;
        long seed = 1;
        for (int i = 0; i < args.length; i += 2) {
            if (i + 1 < args.length && args[i].equals("--runs")) {
                runs = Integer.parseInt(args[i + 1]);
            } else if (i + 1 < args.length && args[i].equals("--seed")) {
                seed = Long.parseLong(args[i + 1]);
            } else {
                System.err.println("unknown: " + args[i]);
                System.exit(2);
            }
        }
        if (!new PromisesBench(runs, seed).run()) {
            System.exit(1);
        }
    }

    private boolean run() {
        System.out.printf(
                "%d requests before opening, %d agents, %.0f s each, %,d days drawn; kept of promise%n",
                BEFORE_OPENING, AGENTS, AGENT_SECONDS, runs);
        System.out.printf("%-44s", "");
        for (int place : LOOKED_AT) {
            System.out.printf("%9s", "#" + place);
        }
        System.out.println();
        double[] promised = promisedBeforeOpening();
        var asModelled = backlog("as the model has it", promised, exponential(AGENT_SECONDS), false);
        double talk = (AGENT_SECONDS - unreachedSeconds()) / (1 - Math.pow(1 - PromiseDay.REACHED, 3));
        backlog("reached at 0.6, three attempts, same agent time", promised, exponential(talk), true);
        backlog("coefficient of variation 0.6", promised, logNormal(AGENT_SECONDS, 0.6), false);
        backlog("coefficient of variation 1.5", promised, logNormal(AGENT_SECONDS, 1.5), false);
        backlog("promised by mean wait", meanWaits(), exponential(AGENT_SECONDS), false);

        System.out.printf(
                "%n%d before opening, then %.0f an hour; %.0f%% Spanish, one of %d agents speaks it; %,d days drawn%n",
                EARLY, PER_HOUR, 100 * SPANISH, AGENTS, runs / 10);
        System.out.printf("%-44s%9s%9s%9s%9s%9s%n", "", "kept", "English", "Spanish", "±", "in SLA");
        twoLanguages("earliest promise first", ALWAYS, this::byCapacity);
        twoLanguages("Spanish first where it is spoken", (now, english, waiting) -> false, this::byCapacity);
        twoLanguages("in English only with room in Spanish", this::hasRoomInSpanish, this::byCapacity);
        twoLanguages("promised by mean wait", ALWAYS, this::byMeanWait);

        boolean good = true;
        for (double share : asModelled) {
            good &= Math.abs(share - Admission.CONFIDENCE) <= WITHIN;
        }
        System.out.println(good ? "\nwithin 1% of 0.95" : "\nNOT within 1% of 0.95");
        return good;
    }

    private double[] backlog(String name, double[] due, PromiseDay.Talk talk, boolean retries) {
        var kept = new int[LOOKED_AT.length];
        for (int run = 0; run < runs; run++) {
            var requests = new ArrayList<Asked>();
            for (int i = 0; i < BEFORE_OPENING; i++) {
                requests.add(new Asked(i - BEFORE_OPENING, false));
            }
            new PromiseDay(random.split(), talk, retries, ALWAYS)
                    .run(requests, AGENTS, 0, (asked, waiting) -> due[(int) asked.at + BEFORE_OPENING]);
            for (int i = 0; i < LOOKED_AT.length; i++) {
                kept[i] += requests.get(LOOKED_AT[i] - 1).isKept() ? 1 : 0;
            }
        }
        var shares = new double[kept.length];
        System.out.printf("%-44s", name);
        for (int i = 0; i < kept.length; i++) {
            shares[i] = (double) kept[i] / runs;
            System.out.printf(Locale.ROOT, "%8.1f%%", 100 * shares[i]);
        }
        System.out.println();
        return shares;
    }

    private void twoLanguages(String name, PromiseDay.Borrowing borrowing, PromiseDay.Promising promising) {
        int[] asked = new int[2];
        int[] kept = new int[2];
        int inSla = 0;
        for (int run = 0; run < runs / 10; run++) {
            var requests = new ArrayList<Asked>();
            for (int i = 0; i < EARLY; i++) {
                requests.add(new Asked(i - EARLY, random.nextDouble() < SPANISH));
            }
            for (double at = gap(); at < LAST_AT; at += gap()) {
                requests.add(new Asked(at, random.nextDouble() < SPANISH));
            }
            new PromiseDay(random.split(), exponential(AGENT_SECONDS), false, borrowing)
                    .run(requests, AGENTS - 1, 1, promising);
            for (var each : requests) {
                int language = each.spanish ? 1 : 0;
                asked[language]++;
                kept[language] += each.isKept() ? 1 : 0;
                inSla += each.due <= Math.max(0, each.at) + SLA_SECONDS + 1 ? 1 : 0;
            }
        }
        double spanish = (double) kept[1] / asked[1];
        // Promises of a day stand or fall together: a day counts as one draw, so the noise is an upper bound of it.
        double noise = 1.96 * Math.sqrt(spanish * (1 - spanish) / (runs / 10.0));
        System.out.printf(
                Locale.ROOT,
                "%-44s%8.1f%%%8.1f%%%8.1f%%%8.1f%%%8.1f%%%n",
                name,
                100.0 * (kept[0] + kept[1]) / (asked[0] + asked[1]),
                100.0 * kept[0] / asked[0],
                100 * spanish,
                100 * noise,
                100.0 * inSla / (asked[0] + asked[1]));
    }

    private double[] promisedBeforeOpening() {
        var due = new double[BEFORE_OPENING];
        var waiting = new ArrayList<Asked>();
        for (int i = 0; i < due.length; i++) {
            var asked = new Asked(i - BEFORE_OPENING, false);
            asked.due = byCapacity(asked, waiting);
            due[i] = asked.due;
            waiting.add(asked);
        }
        return due;
    }

    private double byCapacity(Asked asked, List<Asked> waiting) {
        var now = at(asked.at);
        var site = new Pool(everybody, Duration.ofSeconds((long) AGENT_SECONDS), promises(waiting));
        var spanish = waiting.stream().filter(each -> each.spanish).toList();
        var pools = asked.spanish
                ? List.of(site, new Pool(bilingual, Duration.ofSeconds((long) AGENT_SECONDS), promises(spanish)))
                : List.of(site);
        var limitAt = at(Math.max(0, asked.at) + SLA_SECONDS);
        var decision = admission.decide(pools, new Request.Soonest(ANY_TIME, limitAt, true), now);
        return decision instanceof Decision.Promised promised
                ? Duration.between(OPENS, promised.dueAt()).toNanos() / 1e9
                : Double.POSITIVE_INFINITY;
    }

    private boolean hasRoomInSpanish(double now, Asked english, List<Asked> waiting) {
        var spanish = waiting.stream().filter(each -> each.spanish).toList();
        var pool = new Pool(bilingual, Duration.ofSeconds((long) AGENT_SECONDS), promises(spanish));
        return admission.hasRoom(pool, at(Math.max(english.due, now)), at(now));
    }

    /** What is told elsewhere: those in front, times the mean time, over the agents. */
    private double byMeanWait(Asked asked, List<Asked> waiting) {
        return Math.max(0, asked.at) + (waiting.size() + 1) * AGENT_SECONDS / AGENTS;
    }

    private static double[] meanWaits() {
        var due = new double[BEFORE_OPENING];
        for (int i = 0; i < due.length; i++) {
            due[i] = Math.max(0, i + 1 - AGENTS) * AGENT_SECONDS / AGENTS;
        }
        return due;
    }

    private static List<OpenPromise> promises(List<Asked> waiting) {
        return waiting.stream()
                .map(each -> new OpenPromise(at(Math.max(0, each.at)), at(each.due)))
                .toList();
    }

    private static double unreachedSeconds() {
        double missed = 1 - PromiseDay.REACHED;
        return PromiseDay.UNREACHED_SECONDS * (missed + missed * missed + missed * missed * missed);
    }

    private double gap() {
        return exponential(3_600 / PER_HOUR).seconds(random);
    }

    private static PromiseDay.Talk exponential(double mean) {
        return random -> -mean * Math.log1p(-random.nextDouble());
    }

    private static PromiseDay.Talk logNormal(double mean, double variation) {
        double variance = Math.log1p(variation * variation);
        return random -> mean * Math.exp(Math.sqrt(variance) * random.nextGaussian() - variance / 2);
    }

    private static AgentSteps agents(int agents) {
        return AgentSteps.of(List.of(DAY), List.of(new Staffed(DAY.startsAt(), DAY.endsAt(), agents)));
    }

    private static Instant at(double seconds) {
        return OPENS.plusNanos((long) (seconds * 1e9));
    }
}
