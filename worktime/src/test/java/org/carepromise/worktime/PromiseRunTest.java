package org.carepromise.worktime;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static java.time.DayOfWeek.FRIDAY;
import static java.time.DayOfWeek.MONDAY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.carepromise.worktime.PromiseClock.BUSINESS_DAYS;
import static org.carepromise.worktime.PromiseClock.BUSINESS_HOURS;
import static org.carepromise.worktime.PromiseClock.CLOSE_OF_BUSINESS;
import static org.carepromise.worktime.PromiseClock.ELAPSED;

/** Target, limit, warning and ladder of a promise, without and with pauses. */
class PromiseRunTest {

    private static final ZoneId CHICAGO = ZoneId.of("America/Chicago");

    private static final Site SITE = Site.of("main", CHICAGO, WeeklyHours.of(MONDAY, FRIDAY, "08:00", "17:00"))
            .withVersion(7);
    private static final BusinessCalendar CALENDAR = BusinessCalendar.of(SITE);

    private static final PromisePolicy CALLBACK =
            PromisePolicy.of("callback", Allowance.of(BUSINESS_HOURS, Duration.ofHours(2)));

    private static final PromisePolicy ROUTINE = PromisePolicy.of(
                    "routine", Allowance.of(BUSINESS_DAYS, Duration.ofHours(48)))
            .withTarget(Allowance.of(BUSINESS_DAYS, Duration.ofHours(24)))
            .withPauses();

    private static final Instant MONDAY_TEN = at("2026-12-07T10:00");

    @Test
    void aPromiseHasItsTargetLimitWarningLadderAndTheVersionsThatMadeThem() {
        assertThat(ROUTINE.termsFrom(CALENDAR, MONDAY_TEN))
                .isEqualTo(new PromiseTerms(
                        "routine",
                        1,
                        "main",
                        7,
                        Optional.of(at("2026-12-08T10:00")),
                        at("2026-12-09T10:00"),
                        at("2026-12-08T22:00"),
                        List.of(
                                at("2026-12-08T22:00"),
                                at("2026-12-09T10:00").plusNanos(1_000),
                                at("2026-12-10T10:00"))));
    }

    @Test
    void aWarningAndALadderCountOnThePromisesOwnClock() {
        PromiseTerms terms = CALLBACK.termsFrom(CALENDAR, at("2026-12-04T16:00"));

        assertThat(terms.limitAt()).isEqualTo(at("2026-12-07T09:00"));
        assertThat(terms.atRiskAt()).isEqualTo(at("2026-12-07T08:30"));
        assertThat(terms.tiersAt().get(2)).isEqualTo(at("2026-12-07T10:00"));
        assertThat(terms.targetAt()).isEmpty();
    }

    @Test
    void theLimitItselfKeepsThePromiseAndAMicrosecondLaterBreaksIt() {
        PromiseTerms terms = CALLBACK.termsFrom(CALENDAR, MONDAY_TEN);

        assertThat(terms.isKeptAt(terms.limitAt())).isTrue();
        assertThat(terms.isKeptAt(terms.breachAt())).isFalse();
        assertThat(terms.breachAt()).isEqualTo(terms.limitAt().plusNanos(1_000));
        assertThat(terms.tiersAt().get(1)).isEqualTo(terms.breachAt());
    }

    @Test
    void closingsWarnAfterThreeQuartersOfTheirBusinessDays() {
        // Thursday 09:15 to the next Thursday 17:00 holds 14 h 45 min, four days and 17 h: 127 h 45 min
        PromiseTerms terms =
                PromisePolicy.of("resolution", Allowance.closings(5)).termsFrom(CALENDAR, at("2026-12-03T09:15"));

        assertThat(terms.limitAt()).isEqualTo(at("2026-12-10T17:00"));
        assertThat(terms.atRiskAt())
                .isEqualTo(BUSINESS_DAYS.add(
                        CALENDAR,
                        at("2026-12-03T09:15"),
                        Duration.ofMinutes(127 * 60 + 45).multipliedBy(3).dividedBy(4)))
                .isEqualTo(at("2026-12-09T09:03:45"));
        assertThat(terms.tiersAt().get(2)).isEqualTo(at("2026-12-15T08:52:30"));
    }

    @ParameterizedTest(name = "{0} from {1} is broken at {2}")
    @CsvSource({
        "PT24H, ELAPSED, 2026-12-03T09:15, 2026-12-04T09:15",
        "PT48H, BUSINESS_DAYS, 2026-12-03T09:15, 2026-12-07T09:15",
        "PT72H, BUSINESS_DAYS, 2026-12-07T09:15, 2026-12-10T09:15",
        "PT336H, ELAPSED, 2026-12-10T09:15, 2026-12-24T09:15",
    })
    void aComplaintThatNobodyTouchesIsBrokenTierByTier(
            Duration time, PromiseClock clock, LocalDateTime entered, LocalDateTime limit) {
        PromisePolicy tier = PromisePolicy.of("tier", Allowance.of(clock, time));

        assertThat(tier.termsFrom(CALENDAR, entered.atZone(CHICAGO).toInstant()).limitAt())
                .isEqualTo(limit.atZone(CHICAGO).toInstant());
    }

    @Test
    void aPausedPromiseHasNoLimitAndUsesNoTime() {
        PromiseRun paused = PromiseRun.startedAt(ROUTINE, MONDAY_TEN).pausedAt(CALENDAR, at("2026-12-08T09:00"));

        assertThat(paused.banked()).isEqualTo(Duration.ofHours(23));
        assertThat(paused.usedAt(CALENDAR, at("2027-12-08T09:00"))).isEqualTo(Duration.ofHours(23));
        assertThatThrownBy(() -> paused.terms(CALENDAR)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> paused.pausedAt(CALENDAR, at("2026-12-08T10:00")))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> paused.resumedAt(at("2026-12-08T08:59"))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whatWasUsedUpBeforeAPauseLiesAtTheResumption() {
        Instant resumedAt = at("2026-12-10T08:00");
        PromiseTerms terms = PromiseRun.startedAt(ROUTINE, MONDAY_TEN)
                .pausedAt(CALENDAR, at("2026-12-09T04:00")) // 42 of 48 hours: past the target and the warning
                .resumedAt(resumedAt)
                .terms(CALENDAR);

        assertThat(terms.targetAt()).contains(resumedAt);
        assertThat(terms.atRiskAt()).isEqualTo(resumedAt);
        assertThat(terms.limitAt()).isEqualTo(at("2026-12-10T14:00"));
    }

    @Test
    void aPromiseCanBePausedAtItsLimitButNotOnceBroken() {
        PromiseRun run = PromiseRun.startedAt(ROUTINE, MONDAY_TEN);
        Instant limitAt = run.terms(CALENDAR).limitAt();
        Instant later = at("2026-12-11T08:00");

        assertThat(run.pausedAt(CALENDAR, limitAt)
                        .resumedAt(later)
                        .terms(CALENDAR)
                        .limitAt())
                .isEqualTo(later);
        assertThatThrownBy(() -> run.pausedAt(CALENDAR, limitAt.plusNanos(1_000)))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> run.pausedAt(CALENDAR, MONDAY_TEN.minusSeconds(1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> run.resumedAt(later)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void onlyAPolicyWithPausesPausesAndClosingsNeverDo() {
        PromiseRun run = PromiseRun.startedAt(CALLBACK, MONDAY_TEN);
        PromisePolicy resolution = PromisePolicy.of("resolution", Allowance.closings(5));

        assertThatThrownBy(() -> run.pausedAt(CALENDAR, MONDAY_TEN)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> new PromiseRun(CALLBACK, MONDAY_TEN, Duration.ofHours(1), false))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(resolution::withPauses)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("policy resolution: pausable: CLOSE_OF_BUSINESS can't be paused");
    }

    @Test
    void aClosureAddedLaterMovesTheLimitLaterAndNeverEarlier() {
        PromiseRun run = PromiseRun.startedAt(CALLBACK, at("2026-12-07T16:00"));
        PromiseTerms told = run.terms(CALENDAR);
        Site closed = SITE.withVersion(8).withClosures(Closure.allDay(LocalDate.of(2026, 12, 8), "Snow"));
        Site longer = SITE.withVersion(8)
                .withExtraOpenings(new ExtraOpening(LocalDate.of(2026, 12, 7), LocalInterval.of("17:00", "20:00")));

        PromiseTerms reRated = run.reRated(BusinessCalendar.of(closed), told);

        assertThat(told.limitAt()).isEqualTo(at("2026-12-08T09:00"));
        assertThat(reRated.limitAt()).isEqualTo(at("2026-12-09T09:00"));
        assertThat(reRated.siteVersion()).isEqualTo(8);
        assertThat(run.reRated(BusinessCalendar.of(longer), told)).isSameAs(told);
    }

    @Test
    void aShareOfATimeIsRoundedUpToTheMicrosecond() {
        PromisePolicy tiny = PromisePolicy.of("tiny", Allowance.of(ELAPSED, Duration.ofNanos(3_000)));

        assertThat(tiny.termsFrom(CALENDAR, MONDAY_TEN).atRiskAt()).isEqualTo(MONDAY_TEN.plusNanos(3_000));
    }

    @Test
    void anAllowanceThatDoesNotFitItsClockIsRefused() {
        assertThatThrownBy(() -> Allowance.of(CLOSE_OF_BUSINESS, Duration.ofHours(1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Allowance.closings(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Allowance.of(ELAPSED, Duration.ZERO)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Allowance.of(ELAPSED, Duration.ofNanos(1_001)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Allowance(ELAPSED, Duration.ofHours(1), 1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(Allowance.closings(5)).hasToString("5 × CLOSE_OF_BUSINESS");
        assertThat(Allowance.of(ELAPSED, Duration.ofHours(2))).hasToString("PT2H ELAPSED");
    }

    @Test
    void aPolicyThatCantBeMeantIsRefusedNamingItAndTheField() {
        Allowance limit = CALLBACK.limit();

        assertThatThrownBy(() -> CALLBACK.withTarget(Allowance.of(ELAPSED, Duration.ofHours(1))))
                .hasMessage("policy callback: target: is on another clock than the limit");
        assertThatThrownBy(() -> CALLBACK.withTarget(Allowance.of(BUSINESS_HOURS, Duration.ofHours(3))))
                .hasMessage("policy callback: target: PT3H BUSINESS_HOURS is above the limit PT2H BUSINESS_HOURS");
        assertThatThrownBy(() -> new PromisePolicy("p", 0, Optional.empty(), limit, 75, false, List.of()))
                .hasMessageStartingWith("policy p: version");
        assertThatThrownBy(() -> new PromisePolicy("p", 1, Optional.empty(), limit, 101, false, List.of()))
                .hasMessageStartingWith("policy p: atRiskPercent");
        assertThatThrownBy(() -> new PromisePolicy("p", 1, Optional.empty(), limit, 75, false, List.of(100, 100)))
                .hasMessageStartingWith("policy p: tierPercents");
        assertThatThrownBy(() -> PromisePolicy.of(" ", limit)).hasMessage("policy: id: missing");
    }

    private static Instant at(String chicago) {
        return LocalDateTime.parse(chicago).atZone(CHICAGO).toInstant();
    }
}
