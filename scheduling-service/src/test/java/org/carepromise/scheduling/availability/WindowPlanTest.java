package org.carepromise.scheduling.availability;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class WindowPlanTest {

    @Test
    void aMonthWithNothingFreeTakesThreeReads() {
        var read = Duration.ZERO;
        var window = WindowPlan.first(21);
        int reads = 0;
        while (read.compareTo(Duration.ofDays(31)) < 0) {
            read = read.plus(window);
            window = WindowPlan.after(window, 0, 21);
            reads++;
        }
        assertThat(reads).isEqualTo(3);
    }

    @Test
    void aLongPageBeginsWithMoreThanADay() {
        assertThat(WindowPlan.first(1)).isEqualTo(Duration.ofDays(1));
        assertThat(WindowPlan.first(21)).isEqualTo(Duration.ofDays(1));
        assertThat(WindowPlan.first(201)).isEqualTo(Duration.ofDays(8));
        assertThat(WindowPlan.first(Integer.MAX_VALUE)).isEqualTo(Duration.ofDays(8));
    }

    @Test
    void aWindowGrowsAsMuchAsTheRestNeeds() {
        assertThat(WindowPlan.after(Duration.ofDays(1), 10, 21)).isEqualTo(Duration.ofDays(2));
        assertThat(WindowPlan.after(Duration.ofDays(1), 10, 41)).isEqualTo(Duration.ofDays(5));
        assertThat(WindowPlan.after(Duration.ofDays(1), 1, 200)).isEqualTo(Duration.ofDays(8));
    }

    @Test
    void moreSlotsAreReadWhereNothingWasFoundInThem() {
        assertThat(WindowPlan.slots(21)).isEqualTo(500);
        assertThat(WindowPlan.slots(201)).isEqualTo(1_005);
        assertThat(WindowPlan.slots(Integer.MAX_VALUE)).isEqualTo(20_000);
        assertThat(WindowPlan.more(20_000)).isEqualTo(160_000);
    }
}
