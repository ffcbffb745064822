package org.carepromise.kit.notice;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * One notice's texts in every language: a long form with a subject for mail and push, a short one for text messages, which
 * anybody may read who holds the phone.
 *
 * @param forms by language
 */
public record NoticeTemplate(String id, Map<String, Forms> forms) {

    /** Every text exists in each of them; the first is the one for those who read none. */
    public static final List<String> LANGUAGES = List.of("en", "es");

    /** Filled for every notice: the site's name and its phone, behind which a person answers. */
    public static final Set<String> FILLED_BY_ITSELF = Set.of("site", "phone");

    private static final String WAY_TO_A_HUMAN = "phone";

    /** The texts in one language. */
    public record Forms(TextTemplate subject, TextTemplate full, TextTemplate brief) {

        Set<String> placeholders() {
            var names = new TreeSet<>(subject.placeholders());
            names.addAll(full.placeholders());
            names.addAll(brief.placeholders());
            return names;
        }
    }

    /**
     * Reads {@code <id>.<language>.txt}, whose first line is the subject, and {@code <id>.sms.<language>.txt}.
     *
     * @param file the content of a file of that name, or null where there is none
     * @throws IllegalArgumentException naming the file and what is wrong with it
     */
    public static NoticeTemplate read(String id, Function<String, String> file) {
        var forms = new LinkedHashMap<String, Forms>();
        for (var language : LANGUAGES) {
            forms.put(language, forms(id + "." + language + ".txt", id + ".sms." + language + ".txt", file));
        }
        var names = forms.get(LANGUAGES.get(0)).placeholders();
        forms.forEach((language, texts) -> {
            if (!texts.placeholders().equals(names)) {
                throw new IllegalArgumentException("notices/" + id + ": the texts in " + language + " use "
                        + texts.placeholders() + ", those in " + LANGUAGES.get(0) + " " + names);
            }
        });
        return new NoticeTemplate(id, forms);
    }

    private static Forms forms(String fullFile, String briefFile, Function<String, String> file) {
        var full = text(fullFile, file);
        var end = full.indexOf('\n');
        if (end < 0) {
            throw new IllegalArgumentException("notices/" + fullFile + ": a subject and a text below it are needed");
        }
        return new Forms(
                checked(fullFile, full.substring(0, end).strip(), false),
                checked(fullFile, full.substring(end).strip(), true),
                checked(briefFile, text(briefFile, file).strip(), true));
    }

    private static String text(String name, Function<String, String> file) {
        var text = file.apply(name);
        if (text == null) {
            throw new IllegalArgumentException("notices/" + name + ": missing");
        }
        return text;
    }

    private static TextTemplate checked(String name, String text, boolean leadsToAHuman) {
        try {
            var template = new TextTemplate(text);
            if (leadsToAHuman && !template.placeholders().contains(WAY_TO_A_HUMAN)) {
                throw new IllegalArgumentException("no way to a human: {" + WAY_TO_A_HUMAN + "} is missing");
            }
            return template;
        } catch (IllegalArgumentException fault) {
            throw new IllegalArgumentException("notices/" + name + ": " + fault.getMessage(), fault);
        }
    }

    /** @throws IllegalArgumentException where a placeholder has no value, or a value no placeholder */
    void checkValues(Set<String> given) {
        var needed = new TreeSet<>(forms.get(LANGUAGES.get(0)).placeholders());
        needed.removeAll(FILLED_BY_ITSELF);
        if (!needed.equals(new TreeSet<>(given))) {
            throw new IllegalArgumentException("notices/" + id + ": needs " + needed + ", was given " + given);
        }
    }

    /** The locale whose names of days and months a language's texts use. */
    static Locale locale(String language) {
        return language.equals("en") ? Locale.US : Locale.forLanguageTag(language);
    }
}
