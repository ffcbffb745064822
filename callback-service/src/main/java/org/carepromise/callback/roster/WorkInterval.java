package org.carepromise.callback.roster;

/**
 * So many agents from one local time of a day to another.
 *
 * @param startMinute of the day, from 0 on
 * @param endMinute of the day, exclusive, 1440 for midnight
 * @param agents how many, at least 0
 */
record WorkInterval(int startMinute, int endMinute, int agents) {

    static final int MINUTES_OF_DAY = 1_440;
    private static final int MINUTES_OF_HOUR = 60;

    WorkInterval {
        if (startMinute < 0 || endMinute > MINUTES_OF_DAY || agents < 0) {
            throw new IllegalArgumentException("an interval of a day, and no fewer agents than none");
        }
    }

    /** @param endsAt local like the start, {@code 17:30}; may be {@code 24:00} */
    static WorkInterval of(String startsAt, String endsAt, int agents) {
        return new WorkInterval(minute(startsAt), minute(endsAt), agents);
    }

    private static int minute(String time) {
        return Integer.parseInt(time.substring(0, 2)) * MINUTES_OF_HOUR + Integer.parseInt(time.substring(3));
    }

    String startsAt() {
        return text(startMinute);
    }

    String endsAt() {
        return text(endMinute);
    }

    private static String text(int minute) {
        return "%02d:%02d".formatted(minute / MINUTES_OF_HOUR, minute % MINUTES_OF_HOUR);
    }
}
