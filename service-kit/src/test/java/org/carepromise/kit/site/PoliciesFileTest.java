package org.carepromise.kit.site;

import java.time.Duration;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.carepromise.worktime.Allowance;
import org.carepromise.worktime.PromiseClock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PoliciesFileTest {

    private static final PolicyBook PRODUCT = PoliciesFile.parse(TestFiles.read(TestFiles.CONFIG, "policies.yaml"));

    /** The published table: what the product promises unless an operator decides otherwise. */
    @ParameterizedTest(name = "{0}: {3} {1}")
    @CsvSource({
        "callback-first-attempt, BUSINESS_HOURS,    , PT2H,  false",
        "urgent-seen,            ELAPSED,           , PT2H,  false",
        "urgent-answered,        ELAPSED,           , PT2H,  false",
        "routine-answered,       BUSINESS_DAYS,     PT24H, PT48H, true",
        "emergency-seen,         ELAPSED,           , PT15M, false",
        "complaint-acknowledged, ELAPSED,           , PT24H, false",
        "recovery-follow-up,     ELAPSED,           , PT48H, false"
    })
    void theProductsPoliciesAreThoseOfTheTable(
            String id, PromiseClock clock, Duration target, Duration limit, boolean mayPause) {
        var terms = PRODUCT.of(PublishedPromise.of(id), "springfield").terms();

        assertThat(terms.id()).isEqualTo(id);
        assertThat(terms.version()).isEqualTo(PRODUCT.version());
        assertThat(terms.target()).isEqualTo(Optional.ofNullable(target).map(time -> Allowance.of(clock, time)));
        assertThat(terms.limit()).isEqualTo(Allowance.of(clock, limit));
        assertThat(terms.pausable()).isEqualTo(mayPause);
        assertThat(terms.atRiskPercent()).isEqualTo(75);
        assertThat(terms.tierPercents()).containsExactly(75, 100, 150);
    }

    @Test
    void aComplaintIsResolvedByTheFifthClosing() {
        var terms =
                PRODUCT.of(PublishedPromise.COMPLAINT_RESOLVED, "springfield").terms();

        assertThat(terms.limit()).isEqualTo(Allowance.closings(5));
        assertThat(terms.target()).isEmpty();
        assertThat(terms.pausable()).isFalse();
        assertThat(terms.tierPercents()).containsExactly(75, 100, 150);
    }

    @Test
    void everyPromiseHasAnIdOfItsOwn() {
        assertThat(PRODUCT.general()).containsOnlyKeys(PublishedPromise.values());
        for (var promise : PublishedPromise.values()) {
            assertThat(PublishedPromise.of(promise.id())).isEqualTo(promise);
        }
    }

    @Test
    void aSiteDepartsWhereItSaysSoAndNowhereElse() {
        var urgent = PRODUCT.of(PublishedPromise.URGENT_SEEN, "honolulu");

        assertThat(urgent.terms().limit()).isEqualTo(Allowance.of(PromiseClock.BUSINESS_HOURS, Duration.ofHours(2)));
        assertThat(urgent.onDuty()).contains(new DutyPost("clinical", "nurse"));
        assertThat(urgent.runsWhileClosed()).isFalse();
        assertThat(PRODUCT.of(PublishedPromise.URGENT_SEEN, "springfield").runsWhileClosed())
                .isTrue();
        assertThat(PRODUCT.of(PublishedPromise.COMPLAINT_ACKNOWLEDGED, "honolulu"))
                .isEqualTo(PRODUCT.general().get(PublishedPromise.COMPLAINT_ACKNOWLEDGED));
    }

    @Test
    void theFirstTierFollowsTheAtRiskInstantUnlessTheFileSetsTheLadder() {
        assertThat(urgent("limit: 1h30m, atRisk: 0.5").terms().tierPercents()).containsExactly(50, 100, 150);
        assertThat(urgent("limit: 1h30m, atRisk: 1").terms().tierPercents()).containsExactly(100, 150);
        assertThat(urgent("limit: 1h30m, tiers: [0.6, 0.9, 1, 2]").terms().tierPercents())
                .containsExactly(60, 90, 100, 200);
        assertThat(urgent("limit: 1h30m, tiers: []").terms().tierPercents()).isEmpty();
        assertThat(urgent("limit: 1h30m").terms().limit().time()).isEqualTo(Duration.ofMinutes(90));
    }

    @Test
    void eachTierHasAPostOfItsOwnAndWhereTheLadderIsShorterWhoeverIsOnDuty() {
        var nurse = new DutyPost("clinical", "nurse");
        var lead = new DutyPost("clinical", "lead");
        var urgent =
                urgent("limit: 2h, onDuty: { pool: clinical, role: nurse }, ladder: [{ pool: clinical, role: lead }]");

        assertThat(urgent.alertedAt(1)).contains(lead);
        assertThat(urgent.alertedAt(2)).contains(nurse);
        assertThat(urgent.alertedAt(3)).contains(nurse);
        assertThat(urgent("limit: 2h").alertedAt(1)).isEmpty();
        assertThat(PRODUCT.of(PublishedPromise.CALLBACK_FIRST_ATTEMPT, "springfield")
                        .ladder())
                .extracting(DutyPost::role)
                .containsExactly("agent-lead", "supervisor", "manager");
    }

    @ParameterizedTest(name = "{0} → {1}: {2}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            urgent-seen:       | urgent-sene:            | policy urgent-sene: no promise: urgent-sene; there are callback-first-attempt
            limit: 15m         | limit: 15 min           | policy emergency-seen: limit: neither a time such as 2h
            limit: 15m         | limit: 0m               | policy emergency-seen: limit: time: BUSINESS_HOURS counts time, more than zero
            limit: 15m         | limit: 9601h            | policy emergency-seen: limit: more than 400 days
            limit: 15m         | limit: 3 closings       | policy emergency-seen: limit: BUSINESS_HOURS counts time
            limit: 15m         | limt: 15m               | policy emergency-seen: limt: unknown
            limit: 15m         | atRisk: 0.5             | policy emergency-seen: limit: missing
            limit: 15m         | limit: 15m, atRisk: 0.755 | policy emergency-seen: atRisk: not a share in whole percents
            limit: 15m         | limit: 15m, atRisk: 75  | policy emergency-seen: atRiskPercent: 7500 is not 1 to 100
            limit: 15m         | limit: 15m, tiers: [1, 0.75] | policy emergency-seen: tierPercents: do not rise
            limit: 15m         | limit: 15m, mayPause: true | policy emergency-seen: mayPause: only a routine
            limit: 15m         | limit: 15m, mayPause: 1.5 | policy emergency-seen: mayPause: unknown
            limit: 15m         | limit: 15m, target: 20m | policy emergency-seen: target: PT20M BUSINESS_HOURS is above the limit
            limit: 15m         | limit: 15m, onDuty: { pool: clinical } | policy emergency-seen: onDuty: pool, role
            limit: 15m         | limit: 15m, ladder: [{ pool: clinical }] | policy emergency-seen: ladder: pool, role
            limit: 15m         | limit: 15m, tiers: [1], ladder: [{ pool: a, role: b }, { pool: a, role: c }] | policy emergency-seen: ladder: more posts than tiers
            limit: 5 closings  | limit: 40h              | policy complaint-resolved: limit: closings: CLOSE_OF_BUSINESS counts closings
            limit: 5 closings  | limit: 0 closings       | policy complaint-resolved: limit: closings: CLOSE_OF_BUSINESS counts closings
            clock: BUSINESS_HOURS, limit: 15m | clock: WALL, limit: 15m | policy emergency-seen: clock: unknown
            clock: BUSINESS_HOURS, limit: 15m | limit: 15m | policy emergency-seen: clock: missing
            version: 1         | version: 0              | version: a whole number from 1 on
            promises:          | policies:               | policies: unknown
            """)
    void everyMistakeIsNamedByItsPlace(String part, String by, String refusal) {
        var broken = TestFiles.replaced(TestFiles.POLICIES, part, by);

        assertThatThrownBy(() -> PoliciesFile.parse(broken))
                .isInstanceOf(InvalidFile.class)
                .hasMessageStartingWith(refusal);
    }

    @Test
    void aPromiseWithoutAPolicyIsRefused() {
        var broken =
                TestFiles.replaced(TestFiles.POLICIES, "  emergency-seen: { clock: BUSINESS_HOURS, limit: 15m }\n", "");

        assertThatThrownBy(() -> PoliciesFile.parse(broken)).hasMessage("policy emergency-seen: missing");
        assertThatThrownBy(() -> PoliciesFile.parse("version: 1")).hasMessage("policy callback-first-attempt: missing");
        assertThatThrownBy(() -> PoliciesFile.parse("")).isInstanceOf(InvalidFile.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            urgent-sene: { clock: ELAPSED } | site main: policy urgent-sene: no promise
            urgent-seen: { clok: ELAPSED }  | site main: policy urgent-seen: clok: unknown
            urgent-seen: ELAPSED            | site main: policy urgent-seen: empty, or no fields
            urgent-seen:                    | sites.main.urgent-seen: unknown
            routine-answered: { limit: 12h } | site main: policy routine-answered: target: PT24H BUSINESS_DAYS is above the limit
            urgent-seen: { clock: CLOSE_OF_BUSINESS } | site main: policy urgent-seen: limit: closings
            """)
    void aSitesOwnMistakeIsNamedByTheSite(String own, String refusal) {
        assertThatThrownBy(() -> PoliciesFile.parse(TestFiles.POLICIES + "sites:\n  main:\n    " + own))
                .isInstanceOf(InvalidFile.class)
                .hasMessageStartingWith(refusal);
    }

    private static SitePolicy urgent(String fields) {
        return PoliciesFile.parse(TestFiles.replaced(
                        TestFiles.POLICIES,
                        "urgent-answered: { clock: BUSINESS_HOURS, limit: 2h }",
                        "urgent-answered: { clock: BUSINESS_HOURS, " + fields + " }"))
                .of(PublishedPromise.URGENT_ANSWERED, "main");
    }
}
