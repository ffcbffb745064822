package org.carepromise.scheduling.visittype;

import java.math.BigDecimal;
import java.math.RoundingMode;

import org.carepromise.kit.notice.ReadingGrade;
import org.carepromise.kit.problem.Problem;
import org.carepromise.scheduling.SchedulingProblem;

/** Whether a patient can read what a visit type asks of them. */
final class InstructionRules {

    /** Grade 6 itself is good enough. */
    static final double HIGHEST_GRADE = 6.0;

    private InstructionRules() {}

    /** @throws Problem {@code instructions-too-hard}, with the grade and the longest sentence */
    static void check(Instructions instructions) {
        check(instructions.en(), "en");
        check(instructions.es(), "es");
    }

    private static void check(String text, String language) {
        var grade = ReadingGrade.of(text, language);
        // Written so that a text without a word, which has no grade, is refused too.
        if (!(grade <= HIGHEST_GRADE)) {
            throw Problem.of(SchedulingProblem.INSTRUCTIONS_TOO_HARD)
                    .at("#/instructions/" + language, "a text at reading grade 6 or below")
                    .with("grade", Double.isFinite(grade) ? rounded(grade) : null)
                    .with("longestSentence", ReadingGrade.longestSentence(text));
        }
    }

    private static BigDecimal rounded(double grade) {
        // Up, or 6.04 would be called 6.0.
        return BigDecimal.valueOf(grade).setScale(1, RoundingMode.CEILING);
    }
}
