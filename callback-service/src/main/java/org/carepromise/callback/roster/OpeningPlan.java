package org.carepromise.callback.roster;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

import org.carepromise.callback.admission.Window;
import org.carepromise.worktime.BusinessCalendar;

/** Open hours of a site, in order and apart. */
public final class OpeningPlan {

    private OpeningPlan() {}

    public static List<Window> of(BusinessCalendar calendar, Instant fromInclusive, Instant untilExclusive) {
        return calendar.openings(fromInclusive, untilExclusive).stream()
                .map(opening -> new Window(opening.opensAt(), opening.closesAt()))
                .toList();
    }

    /** What was open before and is not now. */
    static List<Window> lost(List<Window> before, List<Window> now) {
        var lost = new ArrayList<Window>();
        for (var each : before) {
            var from = each.startsAt();
            for (var open : now) {
                if (open.startsAt().isBefore(each.endsAt()) && open.endsAt().isAfter(from)) {
                    if (from.isBefore(open.startsAt())) {
                        lost.add(new Window(from, open.startsAt()));
                    }
                    from = open.endsAt();
                }
            }
            if (from.isBefore(each.endsAt())) {
                lost.add(new Window(from, each.endsAt()));
            }
        }
        return lost;
    }

    /** What is open in one or the other. */
    public static List<Window> union(List<Window> some, List<Window> others) {
        var joined = new ArrayList<Window>();
        var inOrder = Stream.concat(some.stream(), others.stream())
                .sorted(Comparator.comparing(Window::startsAt))
                .toList();
        for (var each : inOrder) {
            var last = joined.isEmpty() ? null : joined.get(joined.size() - 1);
            if (last == null || last.endsAt().isBefore(each.startsAt())) {
                joined.add(each);
            } else if (each.endsAt().isAfter(last.endsAt())) {
                joined.set(joined.size() - 1, new Window(last.startsAt(), each.endsAt()));
            }
        }
        return joined;
    }
}
