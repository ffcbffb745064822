package org.carepromise.kit.site;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import org.carepromise.worktime.DutyGap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Whether somebody is there whenever an ELAPSED promise runs. */
class CoverTest {

    private static final ZoneId CHICAGO = ZoneId.of("America/Chicago");
    private static final DutyPost NURSE = new DutyPost("clinical", "nurse");
    private static final Instant MONDAY = Instant.parse("2026-11-23T18:00:00Z");

    @Test
    void theSandboxesSitesKeepWhatItsPoliciesPromise() {
        var configuration = new SiteConfiguration(
                SitesFile.parse(TestFiles.read(TestFiles.CONFIG, "sites.yaml")),
                PoliciesFile.parse(TestFiles.read(TestFiles.CONFIG, "policies.yaml")));

        for (var week = 0; week < 60; week++) {
            var from = MONDAY.plus(Duration.ofDays(7L * week));
            assertThat(Cover.gaps(configuration.sites(), configuration.policies(), from, from.plus(Duration.ofDays(7))))
                    .as("from %s", from)
                    .isEmpty();
        }
    }

    @Test
    void theTestsSitesNeedNoRosters() {
        var configuration = new SiteConfiguration(
                SitesFile.parse(TestFiles.read(TestFiles.TESTKIT, "test-sites.yaml")),
                PoliciesFile.parse(TestFiles.read(TestFiles.TESTKIT, "test-policies.yaml")));

        assertThat(configuration
                        .policies()
                        .of(PublishedPromise.EMERGENCY_SEEN, "night-desk")
                        .runsWhileClosed())
                .isTrue();
        assertThat(nextSevenDays(configuration)).isEmpty();
    }

    @Test
    void aWeekThatLeavesAnElapsedPromiseUncoveredIsRefused() {
        assertRefused(
                TestFiles.SITES,
                TestFiles.URGENT_ELAPSED,
                "site main: policy urgent-seen: ELAPSED, but from Saturday 09:00 to Monday 09:00 the site is closed and nobody is "
                        + "on duty as clinical/nurse; complete the duty roster, or give the site a business clock");
        assertRefused(
                TestFiles.replaced(
                        TestFiles.SITES,
                        "{ who: ana, hours: { monday-friday: [\"17:00-09:00\"] } }",
                        "{ who: ana, hours: { sunday: [\"12:00-13:00\"] } }"),
                TestFiles.URGENT_ELAPSED,
                "site main: policy urgent-seen: ELAPSED, but from Monday 17:00 to Tuesday 09:00 the site");
    }

    @Test
    void anElapsedPromiseWithoutARosterOrAPostIsRefusedUnlessTheSiteNeverCloses() {
        var noPost = TestFiles.replaced(TestFiles.URGENT_ELAPSED, ", onDuty: { pool: clinical, role: nurse }", "");
        var roundTheClock = TestFiles.replaced(
                TestFiles.SITES, "monday-friday: [\"09:00-17:00\"]\n", "monday-sunday: [\"00:00-24:00\"]\n");
        var noRoster = TestFiles.replaced(TestFiles.SITES, "role: nurse\n", "role: doctor\n")
                .replace("clinical: [nurse]", "clinical: [nurse, doctor]");

        assertRefused(
                TestFiles.COVERED_SITES,
                noPost,
                "site main: policy urgent-seen: ELAPSED, but from Monday 17:00 to Tuesday "
                        + "09:00 the site is closed and the policy names nobody on duty");
        assertRefused(
                noRoster,
                TestFiles.URGENT_ELAPSED,
                "site main: policy urgent-seen: ELAPSED, but from Monday 17:00 to Tuesday "
                        + "09:00 the site is closed and has no duty roster clinical/nurse");
        assertThatCode(() -> pair(roundTheClock, noPost)).doesNotThrowAnyException();
        assertThatCode(() -> pair(TestFiles.COVERED_SITES, TestFiles.URGENT_ELAPSED))
                .doesNotThrowAnyException();
    }

    @Test
    void aSiteWithoutCoverMayChooseABusinessClock() {
        var own = TestFiles.URGENT_ELAPSED + "sites:\n  main:\n    urgent-seen: { clock: BUSINESS_HOURS }\n";

        assertThatCode(() -> pair(TestFiles.SITES, own)).doesNotThrowAnyException();
        assertRefused(TestFiles.SITES, own.replace("  main:", "  mian:"), "site mian: not in the sites file");
    }

    @Test
    void poolsAndRolesThatAreNotDeclaredAreRefused() {
        assertRefused(
                TestFiles.SITES,
                TestFiles.replaced(TestFiles.POLICIES, "role: nurse", "role: surgeon"),
                "policy urgent-seen: onDuty: no role on duty in pool clinical: surgeon");
        assertRefused(
                TestFiles.SITES,
                TestFiles.POLICIES + "sites:\n  main:\n    emergency-seen: { onDuty: { pool: er, role: nurse } }\n",
                "site main: policy emergency-seen: onDuty: no pool: er");
        assertRefused(
                TestFiles.SITES,
                TestFiles.POLICIES + "sites:\n  main:\n    urgent-seen: { ladder: [{ pool: clinical, role: lead }] }\n",
                "site main: policy urgent-seen: ladder: no role on duty in pool clinical: lead");
    }

    @Test
    void aHolidayOrAClosureByDateIsReportedAndNotRefused() {
        var holidays =
                TestFiles.replaced(TestFiles.COVERED_SITES, "    hours:\n", "    holidays: us-federal\n    hours:\n");
        var thanksgiving = LocalDate.of(2026, 11, 26);

        assertThat(nextSevenDays(pair(holidays, TestFiles.URGENT_ELAPSED)))
                .containsExactly(new RosterGap(
                        "main",
                        Optional.of(NURSE),
                        List.of(PublishedPromise.URGENT_SEEN),
                        new DutyGap(at(thanksgiving, 9), at(thanksgiving, 17))));
        assertThat(nextSevenDays(pair(holidays, TestFiles.POLICIES))).isEmpty();
    }

    private static List<RosterGap> nextSevenDays(SiteConfiguration configuration) {
        return Cover.gaps(configuration.sites(), configuration.policies(), MONDAY, MONDAY.plus(Duration.ofDays(7)));
    }

    private static SiteConfiguration pair(String sites, String policies) {
        return new SiteConfiguration(SitesFile.parse(sites), PoliciesFile.parse(policies));
    }

    private static void assertRefused(String sites, String policies, String refusal) {
        assertThatThrownBy(() -> pair(sites, policies))
                .isInstanceOf(InvalidFile.class)
                .hasMessageStartingWith(refusal);
    }

    private static Instant at(LocalDate date, int hour) {
        return date.atTime(hour, 0).atZone(CHICAGO).toInstant();
    }
}
