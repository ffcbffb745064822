package org.carepromise.callback.admission;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The quick search says what the rule says pair by pair. */
class PoolRoomTest {

    private static final Confidence SURE = new Confidence(SmallWorld.CONFIDENCE);

    @Test
    void thereIsRoomExactlyWhereTheRuleAllowsIt() {
        int[] seen = new int[2];
        Seeded.cases(4_000, random -> {
            var openings = SmallWorld.openings(random);
            var roster = SmallWorld.roster(random);
            int agentTime = 120 + random.nextInt(600);
            var promises = SmallWorld.promises(random, 10);
            var now = SmallWorld.at(random.nextInt(200));
            var room = room(openings, roster, agentTime, promises, now);
            for (int i = 0; i < 5; i++) {
                var release = later(now, SmallWorld.at(15 * random.nextInt(24)));
                var due = release.plusSeconds(60L * (1 + random.nextInt(300)));
                boolean allowed = SmallWorld.allows(openings, roster, agentTime, promises, now, release, due);
                seen[allowed ? 1 : 0]++;
                assertThat(room.has(Micros.of(release), Micros.of(due)))
                        .as("%s to %s", release, due)
                        .isEqualTo(allowed);
            }
        });
        assertThat(seen[0]).isGreaterThan(1_000);
        assertThat(seen[1]).isGreaterThan(1_000);
    }

    @Test
    void theEarliestDueTimeIsAllowedAndNoneASecondEarlierIs() {
        int[] found = new int[1];
        Seeded.cases(3_000, random -> {
            var openings = SmallWorld.openings(random);
            var roster = SmallWorld.roster(random);
            int agentTime = 120 + random.nextInt(600);
            var promises = SmallWorld.promises(random, 10);
            var now = SmallWorld.at(random.nextInt(200));
            var release = later(now, SmallWorld.at(15 * random.nextInt(20)));
            var due = room(openings, roster, agentTime, promises, now).earliestDue(Micros.of(release));
            if (due.isEmpty()) {
                assertThat(SmallWorld.allows(
                                openings, roster, agentTime, promises, now, release, SmallWorld.at(10_000)))
                        .isFalse();
                return;
            }
            found[0]++;
            var at = Micros.instant(due.getAsLong());
            assertThat(SmallWorld.allows(openings, roster, agentTime, promises, now, release, at))
                    .isTrue();
            if (at.minusSeconds(1).isAfter(release)) {
                assertThat(SmallWorld.allows(openings, roster, agentTime, promises, now, release, at.minusSeconds(1)))
                        .isFalse();
            }
        });
        assertThat(found[0]).isGreaterThan(1_000);
    }

    @Test
    void noPromiseThatWasSureIsLessThanSureAfterAnother() {
        Seeded.cases(300, random -> {
            var openings = SmallWorld.openings(random);
            var roster = SmallWorld.roster(random);
            int agentTime = 60 + random.nextInt(300);
            var made = new ArrayList<OpenPromise>();
            for (int i = 0; i < 12; i++) {
                var release = SmallWorld.at(15 * random.nextInt(20));
                var due = room(openings, roster, agentTime, made, SmallWorld.MORNING)
                        .earliestDue(Micros.of(release));
                if (due.isPresent()) {
                    made.add(new OpenPromise(release, Micros.instant(due.getAsLong())));
                }
            }
            for (var each : made) {
                var others = new ArrayList<>(made);
                others.remove(each);
                assertThat(SmallWorld.allows(
                                openings,
                                roster,
                                agentTime,
                                others,
                                SmallWorld.MORNING,
                                each.releaseAt(),
                                each.dueAt()))
                        .isTrue();
            }
        });
    }

    @Test
    void askingForAnEarlierReleaseAfterALaterOneAnswersTheSame() {
        Seeded.cases(200, random -> {
            var openings = SmallWorld.openings(random);
            var roster = SmallWorld.roster(random);
            var promises = SmallWorld.promises(random, 10);
            var room = room(openings, roster, 300, promises, SmallWorld.MORNING);
            for (int i = 0; i < 6; i++) {
                long release = Micros.of(SmallWorld.at(15 * random.nextInt(20)));
                assertThat(room.earliestDue(release))
                        .isEqualTo(room(openings, roster, 300, promises, SmallWorld.MORNING)
                                .earliestDue(release));
            }
        });
    }

    private static PoolRoom room(
            List<Window> openings, List<Staffed> roster, int agentTime, List<OpenPromise> promises, Instant now) {
        var pool = new Pool(AgentSteps.of(openings, roster), Duration.ofSeconds(agentTime), promises);
        return new PoolRoom(pool, SURE, Micros.of(now));
    }

    private static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }
}
