package org.carepromise.worktime;

import java.net.URL;
import java.time.LocalDate;
import java.time.Year;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import de.focus_shift.jollyday.core.CalendarHierarchy;
import de.focus_shift.jollyday.core.Holiday;
import de.focus_shift.jollyday.core.HolidayManager;
import de.focus_shift.jollyday.core.HolidayType;
import de.focus_shift.jollyday.core.ManagerParameter;
import de.focus_shift.jollyday.core.ManagerParameters;

/**
 * The dates on which a named calendar closes offices, by the holiday library. Mere observances, on which offices open, are
 * left out. A holiday that is observed on another date counts on that date alone.
 */
final class Holidays {

    static final String US_FEDERAL = "us-federal";

    private final HolidayManager manager;
    private final String[] region;
    private final boolean american;
    private final Map<Integer, Map<LocalDate, String>> byYear = new ConcurrentHashMap<>();

    private Holidays(HolidayManager manager, String[] region, boolean american) {
        this.manager = manager;
        this.region = region;
        this.american = american;
    }

    /**
     * @param name {@value #US_FEDERAL}, or a calendar of the library with regions after slashes, such as {@code gb/eng}
     * @throws IllegalArgumentException if there is no such calendar or region
     */
    static Holidays named(String name) {
        String[] parts = name.strip().toLowerCase(Locale.ROOT).split("/", -1);
        HolidayManager manager = parts[0].equals(US_FEDERAL)
                ? load(ManagerParameters.create(ownFile()))
                : HolidayManager.getSupportedCalendarCodes().stream().anyMatch(parts[0]::equalsIgnoreCase)
                        ? load(ManagerParameters.create(parts[0]))
                        : unknown(name);
        String[] region = Arrays.copyOfRange(parts, 1, parts.length);
        // the library takes a region that it does not know for none
        CalendarHierarchy level = manager.getCalendarHierarchy();
        for (String part : region) {
            level = level.getChildren().get(part);
            if (level == null) {
                unknown(name);
            }
        }
        return new Holidays(manager, region, parts[0].startsWith("us"));
    }

    private static HolidayManager unknown(String name) {
        throw new IllegalArgumentException("no holiday calendar '" + name + "': it is " + US_FEDERAL
                + " or one of the holiday library's, such as us, us/ca, gb/eng");
    }

    private static URL ownFile() {
        return Holidays.class.getResource(US_FEDERAL + ".xml");
    }

    /**
     * The library finds its XML reader by the thread's context class loader and keeps for good what it found at first:
     * on a pool thread of the application that may be nothing. Nor is that first search safe from two threads.
     */
    private static synchronized HolidayManager load(ManagerParameter parameter) {
        Thread thread = Thread.currentThread();
        ClassLoader context = thread.getContextClassLoader();
        thread.setContextClassLoader(Holidays.class.getClassLoader());
        try {
            return HolidayManager.getInstance(parameter);
        } finally {
            thread.setContextClassLoader(context);
        }
    }

    /** The name of the holiday in English, if the date is one. */
    Optional<String> on(LocalDate date) {
        return Optional.ofNullable(
                byYear.computeIfAbsent(date.getYear(), this::datesOf).get(date));
    }

    /** A New Year observed on 31 December is listed under the year it begins. */
    private Map<LocalDate, String> datesOf(int year) {
        Map<LocalDate, String> dates = new HashMap<>();
        for (int listed = year; listed <= year + 1; listed++) {
            for (Holiday holiday : manager.getHolidays(Year.of(listed), region)) {
                if (holiday.getDate().getYear() == year && holiday.getType() != HolidayType.OBSERVANCE) {
                    dates.putIfAbsent(holiday.getDate(), nameOf(holiday));
                }
            }
        }
        return Map.copyOf(dates);
    }

    private String nameOf(Holiday holiday) {
        if (american && holiday.getPropertiesKey().equals("LABOUR_DAY")) {
            return "Labor Day"; // the library has the British spelling only
        }
        // the root bundle is English; asking for English would fall back to the machine's language
        return holiday.getDescription(Locale.ROOT);
    }
}
