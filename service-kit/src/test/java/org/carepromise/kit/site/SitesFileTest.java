package org.carepromise.kit.site;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.LocalDate;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.carepromise.worktime.LocalInterval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** A sites file that cannot be meant is refused by the place where it is wrong. */
class SitesFileTest {

    private static final String GOOD =
            """
            version: 7
            sites:
              - id: main
                name: Main Clinic
                zone: America/Chicago
                holidays: us-federal
                hours:
                  monday-thursday: ["08:00-12:00", "13:00-18:00"]
                  friday-sunday: ["22:00-06:00"]
                closures:
                  - { on: 2026-12-24, hours: "12:00-24:00", reason: Christmas Eve }
                  - { on: 2026-12-28 }
                extraOpenings:
                  - { on: 2026-12-25, hours: "10:00-14:00" }
            """;

    @Test
    void aFileSaysWhichSitesThereAreAndWhenTheyAreOpen() {
        var directory = SitesFile.parse(GOOD);
        assertThat(directory.version()).isEqualTo(7);
        var site = directory.find("main").orElseThrow().site();
        assertThat(site.hours().on(DayOfWeek.TUESDAY)).hasSize(2);
        assertThat(site.hours().on(DayOfWeek.SATURDAY)).containsExactly(LocalInterval.of("22:00", "06:00"));
        assertThat(site.closures()).extracting("reason").containsExactly("Christmas Eve", "closed");
        assertThat(site.extraOpenings()).extracting("on").containsExactly(LocalDate.parse("2026-12-25"));
        assertThat(site.version()).isEqualTo(7);
        assertThat(directory.find("elsewhere")).isEmpty();
    }

    @Test
    void theSandboxsOwnFileIsRead() throws Exception {
        var file = Path.of(System.getProperty("repository.root", ".."), "config/sites.yaml");
        assertThat(SitesFile.parse(Files.readString(file)).calendars()).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "zone: America/Chicago     | zone: America/Springfield | site main: zone: ",
                "zone: America/Chicago     | zone: EST5EDT4            | site main: zone: ",
                "zone: America/Chicago     | zone:                     | site main: zone: ",
                "monday-thursday           | moonday                   | site main: hours: not a day of the week: moonday",
                "monday-thursday           | monday-                   | site main: hours: not a day of the week: monday-",
                "monday-thursday           | saturday-monday           | site main: hours: S",
                "monday-thursday           | friday-sunday             | sites[0]: a field is given twice (line 9)",
                "'08:00-12:00'             | '08:00'                   | site main: hours: monday-thursday: not an interval",
                "'08:00-12:00'             | '8-12'                    | site main: hours: monday-thursday: ",
                "'08:00-12:00'             | '12:00-12:00'             | site main: hours: monday-thursday: ",
                "'08:00-12:00'             | '08:00-25:00'             | site main: hours: monday-thursday: ",
                "'\"08:00-12:00\", '       | '~, '                     | site main: hours.monday-thursday[0]: ",
                "us-federal                | us-federl                 | site main: holidayCalendar: ",
                "us-federal                | us/zz                     | site main: holidayCalendar: ",
                "name: Main Clinic         | naem: Main Clinic         | site main: naem: unknown",
                "name: Main Clinic         | name:                     | site main: name: ",
                "id: main                  | id:                       | sites[0]: id: missing",
                "version: 7                | version: 0                | version: ",
                "version: 7                | version: -1               | version: ",
                "version: 7                | version: 1.5              | version: ",
                "version: 7                | version: next             | version: ",
                "version: 7                | version:                  | version: ",
                "on: 2026-12-24            | on: 2026-02-30            | site main: closures[0].on: ",
                "on: 2026-12-24            | at: 2026-12-24            | site main: closures[0].at: unknown",
                "on: 2026-12-28            | reason: none              | site main: closures: on: missing",
                "'12:00-24:00'             | '12:00-12:00'             | site main: closures: 2026-12-24: ",
                "'10:00-14:00'             | '10:00'                   | site main: extraOpenings: 2026-12-25: ",
                "', hours: \"10:00-14:00\"' | '  '                     | site main: extraOpenings: 2026-12-25: ",
                "'on: 2026-12-25, '        | '  '                      | site main: extraOpenings: on: missing"
            })
    void whatIsWrongIsNamedByItsPlace(String good, String wrong, String place) {
        assertThat(GOOD).contains(good);
        assertRefused(GOOD.replace(good, wrong == null ? "" : wrong), place);
    }

    @Test
    void aSiteDeclaredTwiceIsRefused() {
        assertRefused(GOOD + GOOD.substring(GOOD.indexOf("  - id:")), "site main: declared twice");
    }

    @Test
    void aFieldGivenTwiceIsRefused() {
        assertRefused(
                GOOD.replace("    name: Main", "    name: Other\n    name: Main"),
                "sites[0]: a field is given twice (line 5)");
        assertRefused(
                GOOD.replace("      friday-sunday:", "      monday-thursday: []\n      friday-sunday:"),
                "sites[0]: a field is given twice (line 9)");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "~", "7", "[]", "sites", "version: 7", "version: 7\nsites: []", "version: 7\nsites: [~]"})
    void aFileWithoutSitesIsRefused(String file) {
        assertRefused(file, "");
    }

    @Test
    void whatIsNotYamlIsNamedByItsPlaceAndLine() {
        assertRefused(GOOD.replace("    name: Main Clinic", "    name: [Main Clinic"), "sites[0]");
        assertRefused(GOOD.replace("    name: Main Clinic", "\tname: Main Clinic"), "sites[0]");
        assertRefused("version: [", "");
    }

    @Test
    void aSecondDocumentIsRefused() {
        assertRefused(GOOD + "---\n" + GOOD, "");
    }

    @Test
    void aRangeMayPassTheEndOfTheWeek() {
        var yaml = GOOD.replace("monday-thursday", "tuesday-thursday").replace("friday-sunday", "friday-monday");
        assertThat(SitesFile.parse(yaml)
                        .find("main")
                        .orElseThrow()
                        .site()
                        .hours()
                        .on(DayOfWeek.MONDAY))
                .containsExactly(LocalInterval.of("22:00", "06:00"));
    }

    private static void assertRefused(String yaml, String place) {
        assertThatExceptionOfType(InvalidFile.class)
                .isThrownBy(() -> SitesFile.parse(yaml))
                .satisfies(refusal -> assertThat(refusal.getMessage()).startsWith(place));
    }
}
