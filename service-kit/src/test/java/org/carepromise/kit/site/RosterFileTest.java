package org.carepromise.kit.site;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.carepromise.worktime.DutyContact;
import org.carepromise.worktime.DutyShift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

/** What the sites file says beside the opening hours: rosters, routes, keys. */
class RosterFileTest {

    private static final DutyPost NURSE = new DutyPost("clinical", "nurse");
    private static final SiteDirectory SITES = SitesFile.parse(TestFiles.SITES);
    private static final Instant MONDAY_NOON = Instant.parse("2026-11-23T18:00:00Z");

    @Test
    void aRosterSaysWhoIsOnDutyWhenAndHowTheyAreReached() {
        var roster = SITES.roster("main", NURSE).orElseThrow();

        assertThat(roster.shifts()).hasSize(5);
        assertThat(roster.onDutyAt(ZoneId.of("America/Chicago"), Instant.parse("2026-11-24T03:00:00Z")))
                .extracting(DutyShift::subjectId, DutyShift::contact)
                .containsExactly(tuple("ana", new DutyContact(DutyContact.Channel.SMS, "+12175550131")));
        assertThat(roster.lastResort()).isEqualTo(new DutyContact(DutyContact.Channel.DESK, "Switchboard"));
        assertThat(SITES.roster("main", new DutyPost("clinical", "doctor"))).isEmpty();
        assertThat(SITES.roster("elsewhere", NURSE)).isEmpty();
    }

    @Test
    void shiftsKeepTheOrderInWhichPeopleAreAlerted() {
        var sites = SitesFile.parse(TestFiles.replaced(
                TestFiles.SITES,
                "shifts:\n",
                "shifts:\n          - { who: ben, hours: { monday: [\"18:00-20:00\"] } }\n"));

        assertThat(sites.roster("main", NURSE).orElseThrow().shifts())
                .extracting(DutyShift::subjectId)
                .startsWith("ben", "ana");
    }

    @Test
    void aSitesOwnRoutesGoBeforeThoseOfAllSites() {
        var sites = SitesFile.parse(TestFiles.replaced(
                TestFiles.SITES, "    routing:\n", "    routing:\n      - { topic: billing, pool: clinical }\n"));
        var main = sites.find("main").orElseThrow().site();

        assertThat(sites.routing().orElseThrow().poolFor("billing", "en", main, MONDAY_NOON))
                .isEqualTo("clinical");
        assertThat(SITES.routing().orElseThrow().poolFor("billing", "en", main, MONDAY_NOON))
                .isEqualTo("billing");
        assertThat(SITES.routing().orElseThrow().poolFor("other", "en", main, MONDAY_NOON))
                .isEqualTo("clinical");
    }

    @Test
    void aSiteKeyIsFoundWithItsOrigins() {
        var key = SITES.siteKey("pk_main_0123456789").orElseThrow();

        assertThat(key.siteId()).isEqualTo("main");
        assertThat(key.allows("https://www.clinic.example")).isTrue();
        assertThat(key.allows("https://elsewhere.example")).isFalse();
        assertThat(SITES.siteKey("pk_other_0123456789")).isEmpty();
        assertThat(SITES.siteKey(null)).isEmpty();
    }

    @Test
    void sitesWithoutRostersRoutesAndKeysAreAccepted() {
        var sites = SitesFile.parse(
                """
                version: 1
                sites:
                  - { id: main, name: Main, zone: America/Chicago, hours: { monday-friday: ["08:00-17:00"] } }
                """);

        assertThat(sites.rosters().values()).allMatch(Map::isEmpty);
        assertThat(sites.routing()).isEmpty();
        assertThat(sites.siteKeys()).isEmpty();
    }

    @ParameterizedTest(name = "{0} → {1}: {2}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            pool: clinical\\n        role | pool: clincal\\n        role | site main: dutyRosters: clincal/nurse: no pool: clincal
            role: nurse             | role: nurs                | site main: dutyRosters: clinical/nurs: no role on duty in pool clinical: nurs
            role: nurse             | pager: nurse              | site main: dutyRosters[0].pager: unknown
            who: ana                | who: anna                 | site main: dutyRosters: clinical/nurse: shifts: anna: who: nobody of people
            ["17:00-09:00"]         | ["17:00-09:60"]           | site main: dutyRosters: clinical/nurse: shifts: ana: hours: monday-friday: '09:60' is no time of day
            ["17:00-09:00"]         | ["17:00"]                 | site main: dutyRosters: clinical/nurse: shifts: ana: hours: monday-friday: not an interval
            ["17:00-09:00"]         | []                        | site main: dutyRosters: clinical/nurse: shifts: ana: hours: none
            ["17:00-09:00"]         | [~]                       | site main: dutyRosters[0].shifts[0].hours
            monday-friday: ["17     | monday-freitag: ["17      | site main: dutyRosters: clinical/nurse: shifts: ana: hours: not a day of the week: monday-freitag
            lastResort:             | # lastResort:             | site main: dutyRosters: clinical/nurse: lastResort: missing
            "desk:Switchboard"      | "fax:+12175550131"        | site main: dutyRosters: clinical/nurse: lastResort: not reached by mail:, sms:, pager:, chat: or desk: fax
            "desk:Switchboard"      | "desk:"                   | site main: dutyRosters: clinical/nurse: lastResort: contact by DESK: address: missing
            "sms:+12175550131"      | "sms:2175550131"          | people: ana: no address of SMS
            "mail:ben@clinic.example" | "mail:ben"              | people: ben: no address of MAIL
            "mail:ben@clinic.example" | "pager:ftp://x"         | people: ben: no address of PAGER
            topic: clinical         | topic: klinik             | site main: routing: route 1: topic: no topic: klinik; there are scheduling, billing
            topic: billing          | topic: invoices           | routing: route 1: topic: no topic: invoices
            pool: billing }         | pool: bills }             | routing: route 1: pool: no pool: bills
            language: es            | language: español         | site main: routing: route 1: language: not such as
            fallbackPool: clinical  | fallbackPool: front-desk  | routing: fallbackPool: no pool: front-desk
            fallbackPool: clinical  | fallback: clinical        | routing.fallback: unknown
            { monday: ["09:00-17:00"] } | { }                   | site main: routing: route 1: hours: none
            pk_main_0123456789      | pk_main                   | site main: siteKeys: site key of main: key: not 16 to 128
            "https://www.clinic.example" | "https://*.clinic.example" | site main: siteKeys: site key of main: allowedOrigins
            ["https://www.clinic.example"] | []                 | site main: siteKeys: site key of main: allowedOrigins: none
            zone: America/Chicago   | zone: Chicago             | site main: zone: not a zone
            ["09:00-17:00"]\\n    dutyRosters | ["09:00-25:00"]\\n    dutyRosters | site main: hours: monday-friday: '25:00' is no time of day
            siteKeys:               | keys:                     | site main: keys: unknown
            version: 1              | version: 1.5              | version: unknown
            """)
    void everyMistakeIsNamedByItsPlace(String part, String by, String refusal) {
        var broken = TestFiles.replaced(TestFiles.SITES, lines(part), lines(by));

        assertThatThrownBy(() -> SitesFile.parse(broken))
                .isInstanceOf(InvalidFile.class)
                .hasMessageStartingWith(refusal);
    }

    @Test
    void whatIsGivenTwiceIsRefused() {
        var twoRosters = TestFiles.replaced(
                TestFiles.SITES,
                "dutyRosters:\n",
                "dutyRosters:\n      - { pool: clinical, role: nurse, shifts: [], lastResort: \"desk:A\" }\n");
        var twoKeys = TestFiles.replaced(
                TestFiles.SITES,
                "siteKeys:\n",
                "siteKeys:\n      - { key: pk_main_0123456789, allowedOrigins: [\"https://b.example\"] }\n");
        var twoFields = TestFiles.replaced(TestFiles.SITES, "    name: Main\n", "    name: Main\n    name: Other\n");

        assertThatThrownBy(() -> SitesFile.parse(twoRosters))
                .hasMessage("site main: dutyRosters: clinical/nurse: declared twice");
        assertThatThrownBy(() -> SitesFile.parse(twoKeys))
                .hasMessage("site main: siteKeys: given twice: pk_main_0123456789");
        assertThatThrownBy(() -> SitesFile.parse(twoFields)).hasMessageContaining("given twice");
    }

    @Test
    void aRouteThatAnEarlierOneTakesAllOfIsRefused() {
        for (var earlier : List.of("{ pool: billing }", "{ topic: billing, pool: clinical }")) {
            var broken = TestFiles.replaced(TestFiles.SITES, "routes:\n", "routes:\n    - " + earlier + "\n");

            assertThatThrownBy(() -> SitesFile.parse(broken))
                    .as(earlier)
                    .hasMessageStartingWith(
                            "routing: never reached, an earlier route takes all of it: site any, topic billing");
        }
        var narrowFirst = TestFiles.replaced(
                TestFiles.SITES, "routes:\n", "routes:\n    - { topic: billing, language: es, pool: clinical }\n");
        assertThat(SitesFile.parse(narrowFirst).routing()).isPresent();
    }

    private static String lines(String text) {
        return text.replace("\\n", "\n");
    }
}
