package org.carepromise.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import org.carepromise.kit.notice.NoticeTemplate;
import org.carepromise.kit.notice.NoticeValue;
import org.carepromise.kit.notice.ReadingGrade;
import org.carepromise.kit.notice.TextTemplate;

/**
 * Checks a service's texts to patients: each exists in every language and both forms, names the way to a human, has
 * placeholders that are filled, reads at grade 6 at most, and is short enough for a text message. A service calls
 * {@link #check} in one test.
 */
public final class NoticeTexts {

    private static final double HIGHEST_GRADE = 6.0;

    /** Two parts of 153 characters each, once filled. */
    private static final int LONGEST_SMS = 306;

    private static final String A_LINK = "https://care.example.org/a/lk_" + "x".repeat(51);

    private static final Instant SOME_TIME = Instant.parse("2026-12-10T15:20:00Z");

    private NoticeTexts() {}

    /**
     * @param module the service's folder
     * @throws AssertionError naming each fault, with the longest sentence of a text that is too hard
     */
    public static void check(Path module) {
        var folder = module.resolve("src/main/resources/notices");
        var faults = new ArrayList<String>();
        try {
            var named = Files.readAllLines(folder.resolve("index.txt")).stream()
                    .map(String::strip)
                    .filter(id -> !id.isEmpty())
                    .collect(Collectors.toCollection(TreeSet::new));
            if (!named.equals(there(folder))) {
                faults.add("index.txt names " + named + ", there are texts of " + there(folder));
            }
            named.forEach(id -> check(folder, id, faults));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        if (!faults.isEmpty()) {
            throw new AssertionError(folder + ":\n" + String.join("\n", faults));
        }
    }

    private static Set<String> there(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.equals("index.txt"))
                    .map(name -> name.substring(0, name.indexOf('.')))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private static void check(Path folder, String id, List<String> faults) {
        try {
            NoticeTemplate.read(id, name -> read(folder.resolve(name))).forms().forEach((language, forms) -> {
                faults.addAll(faults(id + " " + language + " subject", forms.subject(), language));
                faults.addAll(faults(id + " " + language, forms.full(), language));
                faults.addAll(faults(id + " " + language + " SMS", forms.brief(), language));
                if (filled(forms.brief(), language, A_LINK).length() > LONGEST_SMS) {
                    faults.add(id + " " + language + " SMS: longer than " + LONGEST_SMS + " characters");
                }
            });
        } catch (IllegalArgumentException fault) {
            faults.add(fault.getMessage());
        }
    }

    /** What is wrong with one text's language. */
    public static List<String> faults(String name, TextTemplate text, String language) {
        // nobody reads a link aloud: it counts as a word
        var filled = filled(text, language, "link");
        var grade = ReadingGrade.of(filled, language);
        return grade <= HIGHEST_GRADE
                ? List.of()
                : List.of(name + ": reading grade " + String.format(Locale.ROOT, "%.1f", grade) + ", at most "
                        + HIGHEST_GRADE + "; the longest sentence: " + ReadingGrade.longestSentence(filled));
    }

    private static String filled(TextTemplate text, String language, String link) {
        var locale = language.equals("en") ? Locale.US : Locale.forLanguageTag(language);
        var values = new HashMap<String, String>();
        text.placeholders()
                .forEach(name -> values.put(
                        name,
                        name.endsWith("At")
                                ? NoticeValue.time(SOME_TIME, ZoneId.of("America/Chicago"))
                                        .in(locale)
                                : name.endsWith("Link") ? link : name.equals("phone") ? "217-555-0100" : "Dr. Lee"));
        return text.fill(values);
    }

    private static String read(Path file) {
        try {
            return Files.exists(file) ? Files.readString(file) : null;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
