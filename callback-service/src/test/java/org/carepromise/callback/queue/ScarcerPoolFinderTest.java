package org.carepromise.callback.queue;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import org.carepromise.callback.admission.AgentSteps;
import org.carepromise.callback.request.AgentTime;
import org.carepromise.callback.request.SiteCapacity;
import org.carepromise.callback.request.SitePool.Served;
import org.carepromise.callback.request.Waiting;
import org.carepromise.callback.roster.Rosters;
import org.carepromise.callback.roster.SignedIn;
import org.carepromise.worktime.BusinessCalendar;
import org.carepromise.worktime.Site;
import org.carepromise.worktime.WeeklyHours;

import static org.assertj.core.api.Assertions.assertThat;

class ScarcerPoolFinderTest {

    private static final Instant TEN = Instant.parse("2026-12-01T10:00:00Z");
    private static final Instant NOON = TEN.plus(Duration.ofHours(2));
    private static final Served ENGLISH = new Served("billing", "en");
    private static final Served SPANISH = new Served("billing", "es");
    private static final SiteCapacity FOUR_AND_ONE = new SiteCapacity(
            BusinessCalendar.of(Site.of("springfield", ZoneOffset.UTC, WeeklyHours.alwaysOpen())),
            AgentTime.learnt(Duration.ofMinutes(6), 50, 0, 0),
            Duration.ofDays(14),
            Duration.ofMinutes(15),
            List.of(
                    Rosters.always(new UUID(0, 1), 4, Set.of("billing"), Set.of("en")),
                    Rosters.always(new UUID(0, 2), 1, Set.of("billing"), Set.of("en", "es"))),
            SignedIn.UNUSED,
            List.of(),
            List.of(),
            List.of());

    @Test
    void onlyAPoolWithFewerAgentsIsScarcer() {
        assertThat(scarcer(ENGLISH)).containsOnlyKeys(SPANISH);
        assertThat(scarcer(SPANISH)).isEmpty();
    }

    @Test
    void theScarcerPoolGoesFirstWhereItHasNoRoomForOneMore() {
        // Poisson(20) ≥ 13 is 0.961, ≥ 14 is 0.934: one agent from 10:00 to 12:00
        assertThat(first(12, NOON)).isEmpty();
        assertThat(first(13, NOON)).containsExactly(SPANISH);
        assertThat(first(1, TEN.minusSeconds(60))).as("one that is overdue").containsExactly(SPANISH);
        assertThat(first(0, TEN)).isEmpty();
    }

    private static List<Served> first(int waiting, Instant dueAt) {
        var inSpanish = Stream.generate(() -> new Waiting(Optional.empty(), TEN, NOON, "billing", "es", 1))
                .limit(waiting)
                .toList();
        return ScarcerPoolFinder.first(FOUR_AND_ONE, scarcer(ENGLISH), inSpanish, dueAt, TEN);
    }

    private static Map<Served, AgentSteps> scarcer(Served next) {
        return ScarcerPoolFinder.scarcer(FOUR_AND_ONE, List.of(ENGLISH, SPANISH), next, TEN);
    }
}
