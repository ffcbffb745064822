package org.carepromise.worktime;

import java.time.LocalDate;
import java.time.Year;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The dates on which federal offices close, as the Office of Personnel Management lists them. */
class UsFederalHolidaysTest {

    private final Holidays federal = Holidays.named("us-federal");

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "2024, 01-01 01-15 02-19 05-27 06-19 07-04 09-02 10-14 11-11 11-28 12-25",
        "2025, 01-01 01-20 02-17 05-26 06-19 07-04 09-01 10-13 11-11 11-27 12-25",
        "2026, 01-01 01-19 02-16 05-25 06-19 07-03 09-07 10-12 11-11 11-26 12-25",
        "2027, 01-01 01-18 02-15 05-31 06-18 07-05 09-06 10-11 11-11 11-25 12-24 12-31",
        "2028, 01-17 02-21 05-29 06-19 07-04 09-04 10-09 11-10 11-23 12-25",
        "2029, 01-01 01-15 02-19 05-28 06-19 07-04 09-03 10-08 11-12 11-22 12-25",
        "2030, 01-01 01-21 02-18 05-27 06-19 07-04 09-02 10-14 11-11 11-28 12-25",
        "2031, 01-01 01-20 02-17 05-26 06-19 07-04 09-01 10-13 11-11 11-27 12-25",
        "2032, 01-01 01-19 02-16 05-31 06-18 07-05 09-06 10-11 11-11 11-25 12-24 12-31",
    })
    void officesCloseInAYearOnExactlyTheseDates(int year, String monthDays) {
        Set<LocalDate> listed = Stream.of(monthDays.split(" "))
                .map(monthDay -> LocalDate.parse(year + "-" + monthDay))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(datesOf(federal, year)).isEqualTo(listed);
    }

    @Test
    void theElevenHaveTheirNames() {
        assertThat(Year.of(2026)
                        .atDay(1)
                        .datesUntil(LocalDate.of(2027, 1, 1))
                        .flatMap(date -> federal.on(date).stream()))
                .containsExactly(
                        "New Year's Day",
                        "Martin Luther King, Jr. Day",
                        "Washington's Birthday",
                        "Memorial Day",
                        "Juneteenth",
                        "Independence Day",
                        "Labor Day",
                        "Columbus Day",
                        "Veterans Day",
                        "Thanksgiving Day",
                        "Christmas");
    }

    @Test
    void theLibrarysOwnCalendarOfTheCountryHasNoColumbusDay() {
        assertThat(Holidays.named("us").on(LocalDate.of(2026, 10, 12))).isEmpty();
        assertThat(federal.on(LocalDate.of(2026, 10, 12))).contains("Columbus Day");
    }

    @Test
    void aNewYearObservedInDecemberIsFoundForTheLibrarysCalendarsToo() {
        assertThat(Holidays.named("us").on(LocalDate.of(2027, 12, 31))).contains("New Year's Day");
    }

    @Test
    void aRegionAddsItsHolidays() {
        LocalDate augustBankHoliday = LocalDate.of(2026, 8, 31);

        assertThat(Holidays.named("gb").on(augustBankHoliday)).isEmpty();
        assertThat(Holidays.named("gb/eng").on(augustBankHoliday)).isPresent();
        assertThat(Holidays.named(" GB/Eng ").on(augustBankHoliday)).isPresent();
    }

    @Test
    void whatIsMerelyObservedClosesNothing() {
        LocalDate lincolnsBirthday = LocalDate.of(2026, 2, 12);

        assertThat(Holidays.named("us/ca").on(lincolnsBirthday)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"zz", "us-fed", "us/zz", "gb/eng/nowhere", "us/", "''", "../../etc/passwd", "us-federal/tx"})
    void aCalendarOrRegionThatDoesNotExistIsRefusedByName(String name) {
        assertThatThrownBy(() -> Holidays.named(name))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + name + "'");
    }

    private static Set<LocalDate> datesOf(Holidays holidays, int year) {
        return LocalDate.of(year, 1, 1)
                .datesUntil(LocalDate.of(year + 1, 1, 1))
                .filter(date -> holidays.on(date).isPresent())
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
