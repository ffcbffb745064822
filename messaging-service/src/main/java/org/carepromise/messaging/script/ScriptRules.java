package org.carepromise.messaging.script;

import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

import org.carepromise.kit.notice.ReadingGrade;
import org.carepromise.kit.notice.TextTemplate;
import org.carepromise.kit.problem.Problem;
import org.carepromise.messaging.MessagingProblem;

/** What patients may be sent: plain words, and nothing left open. */
final class ScriptRules {

    static final double HIGHEST_GRADE = 6;

    private ScriptRules() {}

    /** @throws Problem {@code script-text-invalid}, {@code script-hard-to-read} */
    static TextTemplate checked(String body, String language) {
        var template = template(body);
        // A placeholder reads as one short word.
        var values = new TreeMap<String, String>();
        template.placeholders().forEach(name -> values.put(name, "it"));
        checkReadable(template.fill(values), body, language);
        return template;
    }

    /**
     * The text with its values, each put in once and as it is: what looks like a placeholder in a value stays text.
     *
     * @throws Problem {@code script-unfilled}, {@code script-hard-to-read}
     */
    static String fill(String body, String language, Map<String, String> values) {
        var template = template(body);
        var open = new TreeSet<>(template.placeholders());
        open.removeIf(name -> !values.getOrDefault(name, "").isBlank());
        if (!open.isEmpty()) {
            throw Problem.of(MessagingProblem.SCRIPT_UNFILLED).with("unfilled", open);
        }
        var text = template.fill(values);
        checkReadable(text, body, language);
        return text;
    }

    private static TextTemplate template(String body) {
        try {
            return new TextTemplate(body);
        } catch (IllegalArgumentException refused) {
            throw Problem.of(MessagingProblem.SCRIPT_TEXT_INVALID)
                    .at("#/body", "plain text with placeholders such as {startAt}");
        }
    }

    private static void checkReadable(String text, String body, String language) {
        var grade = ReadingGrade.of(text, language);
        if (grade > HIGHEST_GRADE) {
            throw Problem.of(MessagingProblem.SCRIPT_HARD_TO_READ)
                    .with("grade", Math.round(grade * 10) / 10.0)
                    .with("highestGrade", HIGHEST_GRADE)
                    // with its placeholders: a value may be a patient's name, which no error repeats
                    .with("longestSentence", ReadingGrade.longestSentence(body));
        }
    }
}
