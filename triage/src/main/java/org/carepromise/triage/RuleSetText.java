package org.carepromise.triage;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * How a rule set is written: lines of {@code field: value} under headings, which a clinician can read.
 *
 * <pre>
 * version: 1
 * owner: …
 * source: …
 * reviewed: 2026-11-25
 *
 * # a comment
 * [emergency CARDIAC_CHEST]
 * en: chest (pain|pressure), pain in [my|the] chest
 * es: dolor de pecho
 *
 * [urgent FEVER]
 * raised-by: CHEMOTHERAPY
 * en: fever, high temp*
 * es: fiebre
 *
 * [words EMERGENCY]
 * numbers: 911
 * en: Call 911 now.
 * es: Llame al 911 ahora.
 * </pre>
 *
 * <p>A heading names a {@link Concept.Kind} and an id. Phrasings are separated by commas; {@code (a|b)} is either,
 * {@code [a|b]} either or nothing, {@code *} at the end of a word any ending. Case, accents and apostrophes do not
 * matter. {@code says: CRISIS} leads to the crisis line, {@code denied: urgent} mistrusts a denial, {@code gone: counts} one
 * that tells it has passed; {@code eased: trusted} believes that it is as usual. {@code when: CHEST + PAIN|PRESSURE, SYSTOLIC >= 180} is found where all parts of one of the
 * conditions are. {@code en}, {@code es} and {@code when} may be repeated.
 */
public final class RuleSetText {

    private static final Pattern HEADING = Pattern.compile("\\[(\\S+) (\\S+)]");
    private static final Pattern FIELD = Pattern.compile("([a-z-]+):(.*)");
    private static final Set<String> HEAD = Set.of("version", "owner", "source", "reviewed");
    private static final Set<String> OF_CONCEPT =
            Set.of("raised-by", "says", "denied", "gone", "eased", "when", "en", "es");
    private static final Set<String> OF_WORDS = Set.of("numbers", "en", "es");
    private static final Set<String> REPEATED = Set.of("en", "es", "when");
    private static final String WORDS = "words";

    private final Section head = new Section(0, "", "", HEAD);
    private final List<Section> sections = new ArrayList<>();

    /** A heading and the fields below it. */
    private record Section(int line, String kind, String id, Set<String> allowed, Map<String, List<String>> fields) {

        Section(int line, String kind, String id, Set<String> allowed) {
            this(line, kind, id, allowed, new HashMap<>());
        }

        void add(String field, String value) {
            Require.that(allowed.contains(field), "unknown field: " + field);
            Require.that(!value.isEmpty(), field + ": empty");
            var values = fields.computeIfAbsent(field, any -> new ArrayList<>());
            var repeats = allowed == OF_CONCEPT && REPEATED.contains(field);
            Require.that(values.isEmpty() || repeats, field + ": given twice");
            values.add(value);
        }

        /** @return null if it is not there; the record it belongs to says so */
        String one(String field) {
            return fields.containsKey(field) ? fields.get(field).get(0) : null;
        }

        List<String> list(String field) {
            return fields.getOrDefault(field, List.of()).stream()
                    .flatMap(values -> Arrays.stream(values.split(",", -1)))
                    .map(String::strip)
                    .toList();
        }

        /** Whether a field that takes one value only is there. */
        boolean says(String field, String only) {
            var value = one(field);
            Require.that(value == null || value.equals(only), field + ": not " + only + ": " + value);
            return value != null;
        }
    }

    private RuleSetText() {}

    /** @throws InvalidRuleSet naming the line and what is wrong there */
    public static RuleSet parse(String text) {
        var read = new RuleSetText();
        var lines = text.split("\\R", -1);
        for (int i = 0; i < lines.length; i++) {
            var line = lines[i].strip();
            if (!line.isEmpty() && !line.startsWith("#")) {
                int number = i + 1;
                at(number, () -> read.take(number, line));
            }
        }
        return read.ruleSet();
    }

    private Section take(int number, String line) {
        var heading = HEADING.matcher(line);
        if (heading.matches()) {
            var kind = heading.group(1);
            sections.add(new Section(number, kind, heading.group(2), kind.equals(WORDS) ? OF_WORDS : OF_CONCEPT));
            return last();
        }
        var field = FIELD.matcher(line);
        Require.that(field.matches(), "neither a heading such as [urgent FEVER] nor a field such as en: fever");
        last().add(field.group(1), field.group(2).strip());
        return last();
    }

    private Section last() {
        return sections.isEmpty() ? head : sections.get(sections.size() - 1);
    }

    private RuleSet ruleSet() {
        var concepts = new ArrayList<Concept>();
        var words = new HashMap<String, EmergencyWords>();
        for (var section : sections) {
            at(section.line(), () -> {
                if (section.kind().equals(WORDS)) {
                    Require.that(
                            Set.of("EMERGENCY", "CRISIS").contains(section.id()), "no such words: " + section.id());
                    Require.that(words.put(section.id(), words(section)) == null, section.id() + ": given twice");
                } else {
                    concepts.add(concept(section));
                }
                return section;
            });
        }
        try {
            return new RuleSet(
                    head.one("version"),
                    head.one("owner"),
                    head.one("source"),
                    date(head.one("reviewed")),
                    concepts,
                    words.get("EMERGENCY"),
                    words.get("CRISIS"));
        } catch (IllegalArgumentException refused) {
            throw new InvalidRuleSet(refused.getMessage());
        }
    }

    private static Concept concept(Section section) {
        return new Concept(
                section.id(),
                kind(section.kind()),
                Set.copyOf(section.list("raised-by")),
                section.says("says", "CRISIS"),
                !section.says("denied", "urgent"),
                !section.says("gone", "counts"),
                section.says("eased", "trusted"),
                section.list("when"),
                section.list("en"),
                section.list("es"));
    }

    private static EmergencyWords words(Section section) {
        return new EmergencyWords(section.list("numbers"), section.one("en"), section.one("es"));
    }

    private static Concept.Kind kind(String word) {
        return Arrays.stream(Concept.Kind.values())
                .filter(kind -> kind.name().toLowerCase(Locale.ROOT).equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no such kind: " + word));
    }

    private static LocalDate date(String text) {
        try {
            return text == null ? null : LocalDate.parse(text);
        } catch (DateTimeException noDate) {
            throw new IllegalArgumentException("reviewed: not a date such as 2026-11-25: " + text);
        }
    }

    private static void at(int line, Supplier<Section> read) {
        try {
            read.get();
        } catch (IllegalArgumentException refused) {
            throw new InvalidRuleSet("line " + line + ": " + refused.getMessage());
        }
    }
}
