package org.carepromise.triage;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Finds numbers with what they measure: by the words beside them, which the rules list under {@code measure}, or by a form
 * that leaves no doubt, such as 158/104 or 33w2d.
 */
final class MeasureFinder {

    private static final int BEFORE = 6;
    private static final int BEHIND = 4;

    private static final Pattern NUMBER = Pattern.compile("(\\d{1,6}(?:[.,]\\d{1,2})?)([a-z]*)");
    private static final Pattern PAIR = Pattern.compile("(\\d{2,3})/(\\d{2,3})");
    private static final Pattern WEEKS_AND_DAYS = Pattern.compile("(\\d{1,2})(?:w|wk|wks)(?:\\d?d?)");

    private static final Map<String, Double> SPOKEN = Map.ofEntries(
            Map.entry("one", 1.0),
            Map.entry("two", 2.0),
            Map.entry("three", 3.0),
            Map.entry("four", 4.0),
            Map.entry("five", 5.0),
            Map.entry("six", 6.0),
            Map.entry("seven", 7.0),
            Map.entry("eight", 8.0),
            Map.entry("nine", 9.0),
            Map.entry("ten", 10.0),
            Map.entry("eleven", 11.0),
            Map.entry("twelve", 12.0),
            Map.entry("thirteen", 13.0),
            Map.entry("fourteen", 14.0),
            Map.entry("fifteen", 15.0),
            Map.entry("quince", 15.0),
            Map.entry("twenty", 20.0),
            Map.entry("thirty", 30.0),
            Map.entry("forty", 40.0),
            Map.entry("fifty", 50.0),
            Map.entry("un", 1.0),
            Map.entry("una", 1.0),
            Map.entry("dos", 2.0),
            Map.entry("tres", 3.0),
            Map.entry("cuatro", 4.0),
            Map.entry("cinco", 5.0),
            Map.entry("seis", 6.0),
            Map.entry("siete", 7.0),
            Map.entry("ocho", 8.0),
            Map.entry("nueve", 9.0),
            Map.entry("diez", 10.0),
            Map.entry("doce", 12.0),
            Map.entry("veinte", 20.0),
            Map.entry("treinta", 30.0),
            Map.entry("cuarenta", 40.0));

    private static final Map<String, Integer> DAYS = Map.ofEntries(
            Map.entry("day", 1),
            Map.entry("days", 1),
            Map.entry("dia", 1),
            Map.entry("dias", 1),
            Map.entry("d", 1),
            Map.entry("week", 7),
            Map.entry("weeks", 7),
            Map.entry("wk", 7),
            Map.entry("wks", 7),
            Map.entry("w", 7),
            Map.entry("semana", 7),
            Map.entry("semanas", 7),
            Map.entry("sem", 7),
            Map.entry("month", 30),
            Map.entry("months", 30),
            Map.entry("mo", 30),
            Map.entry("mos", 30),
            Map.entry("mes", 30),
            Map.entry("meses", 30),
            Map.entry("m", 30),
            Map.entry("year", 365),
            Map.entry("years", 365),
            Map.entry("yr", 365),
            Map.entry("yrs", 365),
            Map.entry("yo", 365),
            Map.entry("y", 365),
            Map.entry("ano", 365),
            Map.entry("anos", 365));

    private static final Set<String> MINUTES = Set.of("min", "mins", "minute", "minutes", "minuto", "minutos");
    private static final Set<String> OVER = Set.of("over", "sobre", "on", "con");
    private static final Set<String> OF_AGE = Set.of("old", "edad", "nacido", "nacida");
    private static final Set<String> YOUNG = Set.of(
            "baby",
            "babys",
            "newborn",
            "infant",
            "son",
            "daughter",
            "shes",
            "hes",
            "bebe",
            "nino",
            "nina",
            "hijo",
            "hija",
            "nacido",
            "nacida",
            "tiene",
            "toddler",
            "kid");
    private static final Set<String> AGO = Set.of("ago", "hace", "after", "despues", "since", "post", "out");
    private static final Set<String> OTHER_UNITS = Set.of(
            "mg",
            "mcg",
            "ml",
            "lb",
            "lbs",
            "pounds",
            "kg",
            "oz",
            "inch",
            "inches",
            "cm",
            "mm",
            "miles",
            "mile",
            "dollars",
            "dolares",
            "libras",
            "kilos",
            "units",
            "unidades",
            "pm",
            "am",
            "hours",
            "hrs",
            "hr",
            "horas",
            "hora");

    private static final Set<String> BESIDE_WEEKS = Set.of(
            "and", "with", "here", "home", "my", "im", "bp", "y", "con", "tengo", "me", "el", "he", "she", "baby",
            "no");

    /** Fewer may be how long something has lasted. */
    private static final double LEAST_BARE_WEEKS = 16;

    private static final double FAHRENHEIT_FROM = 90;
    private static final double FEVER_CELSIUS = 37.5;

    private final List<Token> tokens;
    /** By each word that tells what numbers mean. */
    private final Map<Integer, Match> told = new HashMap<>();

    private final List<Measure> found = new ArrayList<>();

    private MeasureFinder(List<Token> tokens, List<Match> matches) {
        this.tokens = tokens;
        for (var match : matches) {
            if (match.concept().kind() == Concept.Kind.MEASURE) {
                for (int at = match.first(); at < match.end(); at++) {
                    told.putIfAbsent(at, match);
                }
            }
        }
    }

    /** @param matches of which those of kind {@code MEASURE} tell what numbers mean */
    static List<Measure> find(List<Token> tokens, List<Match> matches) {
        return new MeasureFinder(tokens, matches).find();
    }

    private List<Measure> find() {
        for (int at = 0; at < tokens.size(); at++) {
            var word = tokens.get(at).word();
            var pair = PAIR.matcher(word);
            var weeks = WEEKS_AND_DAYS.matcher(word);
            if (pair.matches()) {
                pressure(Double.parseDouble(pair.group(1)), Double.parseDouble(pair.group(2)), at, at + 1);
            } else if (weeks.matches() && !isAge(at, at + 1)) {
                add(Quantity.GESTATION_WEEKS, Double.parseDouble(weeks.group(1)), at, at + 1);
            } else {
                number(at);
            }
        }
        return found;
    }

    private void number(int at) {
        var token = tokens.get(at);
        var number = NUMBER.matcher(token.word());
        double value;
        var unit = "";
        if (number.matches()) {
            value = Double.parseDouble(number.group(1).replace(',', '.'));
            unit = number.group(2);
        } else if (SPOKEN.containsKey(token.word())) {
            value = SPOKEN.get(token.word());
        } else {
            return;
        }
        int end = at + 1;
        if (unit.isEmpty()
                && end < tokens.size()
                && tokens.get(end).sentence() == token.sentence()
                && tokens.get(end).word().length() > 1) {
            unit = tokens.get(end).word();
        }
        if (OVER.contains(unit) && at + 2 < tokens.size()) {
            var below = NUMBER.matcher(tokens.get(at + 2).word());
            if (below.matches() && below.group(2).isEmpty()) {
                pressure(value, Double.parseDouble(below.group(1).replace(',', '.')), at, at + 3);
                return;
            }
        }
        if (DAYS.containsKey(unit)) {
            time(value, unit, at);
        } else if (MINUTES.contains(unit)) {
            add(Quantity.MINUTES, value, at, end);
        } else {
            told(value, unit, at);
        }
    }

    private void pressure(double upper, double lower, int first, int end) {
        if (Quantity.SYSTOLIC.holds(upper) && Quantity.DIASTOLIC.holds(lower) && upper > lower && upper >= 70) {
            add(Quantity.SYSTOLIC, upper, first, end);
            add(Quantity.DIASTOLIC, lower, first, end);
        }
    }

    private void time(double value, String unit, int at) {
        double days = value * DAYS.get(unit);
        int behind = at + 2;
        var nearest = nearest(at);
        if (isAge(at, behind)) {
            add(Quantity.AGE_DAYS, days, at, Math.min(behind, tokens.size()));
        } else if (DAYS.get(unit) == 7
                && (is(nearest, Quantity.GESTATION_WEEKS)
                        || isBareWeeks(value, at)
                        || isSaid(at, 3, Set.of("im", "am", "estoy", "voy", "tengo")))) {
            add(Quantity.GESTATION_WEEKS, value, at, behind);
        } else if (is(nearest, Quantity.DAYS_AFTER_OPERATION) && isSaid(at, BEFORE, AGO)) {
            add(Quantity.DAYS_AFTER_OPERATION, days, at, behind);
        } else if (is(nearest, Quantity.DAYS_AFTER_BIRTH)) {
            add(Quantity.DAYS_AFTER_BIRTH, days, at, behind);
        } else if (DAYS.get(unit) < 365 && isSaidBefore(at, 3, YOUNG)) {
            add(Quantity.AGE_DAYS, days, at, behind);
        }
    }

    private static boolean is(Optional<Quantity> nearest, Quantity quantity) {
        return nearest.filter(quantity::equals).isPresent();
    }

    /** "38 weeks and he isn't kicking", "29 wks, bp is up": so begins who is pregnant and nobody else. */
    private boolean isBareWeeks(double weeks, int at) {
        boolean begins =
                at == 0 || tokens.get(at - 1).clause() != tokens.get(at).clause();
        boolean ends = at + 2 >= tokens.size()
                || tokens.get(at + 2).clause() != tokens.get(at).clause()
                || BESIDE_WEEKS.contains(tokens.get(at + 2).word());
        return weeks >= LEAST_BARE_WEEKS && begins && ends;
    }

    private boolean isAge(int at, int behind) {
        return behind < tokens.size()
                        && tokens.get(behind).sentence() == tokens.get(at).sentence()
                        && OF_AGE.contains(tokens.get(behind).word())
                || tokens.get(at).word().matches("\\d{1,3}(?:yo|mo)")
                || at + 1 < tokens.size()
                        && Set.of("yo", "mo").contains(tokens.get(at + 1).word())
                || at > 0
                        && tokens.get(at - 1).word().equals("de")
                        && isSaidBefore(at, 3, YOUNG)
                        && DAYS.getOrDefault(
                                        tokens.get(Math.min(at + 1, tokens.size() - 1))
                                                .word(),
                                        0)
                                > 0;
    }

    private boolean isSaidBefore(int at, int distance, Set<String> words) {
        for (int other = Math.max(0, at - distance); other < at; other++) {
            if (tokens.get(other).sentence() == tokens.get(at).sentence()
                    && words.contains(tokens.get(other).word())) {
                return true;
            }
        }
        return false;
    }

    private boolean isSaid(int at, int distance, Set<String> words) {
        return isSaidBefore(at, distance, words)
                || tokens.subList(Math.min(at + 1, tokens.size()), Math.min(at + 1 + distance, tokens.size())).stream()
                        .anyMatch(
                                token -> token.sentence() == tokens.get(at).sentence() && words.contains(token.word()));
    }

    private void told(double value, String unit, int at) {
        var nearest = nearest(at);
        if (nearest.isPresent() && isOf(nearest.get(), value, unit, at)) {
            return;
        }
        if (OTHER_UNITS.contains(unit)) {
            return;
        }
        boolean isScale =
                Set.of("f", "c", "fahrenheit", "celsius", "degrees", "grados").contains(unit);
        boolean hasFraction = value != Math.rint(value);
        if (isScale || hasFraction && (isBetween(value, FEVER_CELSIUS, 42) || isBetween(value, 99.5, 107))) {
            temperature(value, at);
        }
    }

    private static boolean isBetween(double value, double least, double most) {
        return value >= least && value <= most;
    }

    private boolean isOf(Quantity quantity, double value, String unit, int at) {
        if (quantity == Quantity.TEMPERATURE) {
            return !OTHER_UNITS.contains(unit) && temperature(value, at);
        }
        var foreign = OTHER_UNITS.contains(unit) && quantity != Quantity.GLUCOSE;
        if (foreign || quantity == Quantity.AGE_DAYS || quantity == Quantity.GESTATION_WEEKS) {
            return false;
        }
        return quantity.holds(value) && add(quantity, value, at, at + 1);
    }

    private boolean temperature(double value, int at) {
        double celsius = value >= FAHRENHEIT_FROM ? (value - 32) / 1.8 : value;
        return Quantity.TEMPERATURE.holds(celsius) && add(Quantity.TEMPERATURE, celsius, at, at + 1);
    }

    private boolean add(Quantity quantity, double value, int first, int end) {
        if (quantity.holds(value)) {
            found.add(new Measure(quantity, value, first, Math.min(end, tokens.size())));
        }
        return true;
    }

    /** What the words say that stand nearest in the sentence; those before a number are preferred. */
    private Optional<Quantity> nearest(int at) {
        Match nearest = null;
        int least = Integer.MAX_VALUE;
        for (int other = Math.max(0, at - BEFORE - 1); other <= Math.min(tokens.size() - 1, at + BEHIND + 1); other++) {
            var match = told.get(other);
            if (match != null && tokens.get(other).sentence() == tokens.get(at).sentence()) {
                int away = other < at ? at - other - 1 : other - at + 1;
                if (away < least) {
                    least = away;
                    nearest = match;
                }
            }
        }
        return Optional.ofNullable(nearest)
                .map(match -> Quantity.valueOf(match.concept().id()));
    }
}
