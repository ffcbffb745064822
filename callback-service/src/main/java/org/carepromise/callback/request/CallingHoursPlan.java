package org.carepromise.callback.request;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

import org.carepromise.callback.admission.Window;

/** When patients are called: never before 08:00 nor after 21:00 where they are. */
public final class CallingHoursPlan {

    public static final LocalTime FROM = LocalTime.of(8, 0);
    public static final LocalTime UNTIL = LocalTime.of(21, 0);

    private CallingHoursPlan() {}

    /** The hours that are not over at {@code now}, the present ones whole, as far as {@code ahead}. */
    public static List<Window> windows(ZoneId zone, Instant now, Duration ahead) {
        var last = now.plus(ahead);
        var windows = new ArrayList<Window>();
        for (var date = now.atZone(zone).toLocalDate();
                !date.atTime(FROM).atZone(zone).toInstant().isAfter(last);
                date = date.plusDays(1)) {
            var hours = new Window(
                    date.atTime(FROM).atZone(zone).toInstant(),
                    date.atTime(UNTIL).atZone(zone).toInstant());
            if (hours.endsAt().isAfter(now)) {
                windows.add(hours);
            }
        }
        return windows;
    }
}
