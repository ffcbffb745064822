package org.carepromise.messaging.thread;

import java.util.stream.Collectors;

import org.carepromise.triage.Evidence;
import org.carepromise.triage.Reason;
import org.carepromise.triage.TriageResult;

/** Says in one line why a message is in its lane, for a nurse who has no time for a table. */
final class Why {

    private static final int MOST_QUOTES = 3;
    private static final int LONGEST_QUOTE = 60;

    private Why() {}

    /** @param text that was assessed */
    static String of(TriageResult result, String text) {
        var lane =
                switch (result.lane()) {
                    case URGENT -> result.emergency() ? "Emergency: " : "Urgent: ";
                    case ROUTINE -> "Routine: ";
                };
        var quoted = quoted(result, text);
        return lane + (quoted.isEmpty() ? "" : quoted + " ") + sentence(result.reason(), !quoted.isEmpty());
    }

    private static String sentence(Reason reason, boolean quoted) {
        return switch (reason) {
            case EMERGENCY_SIGN -> "may be danger to life.";
            case URGENT_SIGN -> "can't wait for a day.";
            case UNSUPPORTED_INPUT -> "nothing to read, or in a language that the rules do not know.";
            case CLINICAL_WORDS -> "speaks of health, and no routine request explains it.";
            case DECLARED_URGENCY -> "is something clinical, and the sender calls it urgent.";
            case UNEXPLAINED_WORDS -> quoted ? "is not explained by any rule." : "part of it no rule explains.";
            case NO_ROUTINE_INTENT -> "nothing proves that it can wait.";
            case ROUTINE_INTENT -> "is a routine request, and nothing else was found.";
        };
    }

    private static String quoted(TriageResult result, String text) {
        if (result.reason() == Reason.UNSUPPORTED_INPUT || result.reason() == Reason.NO_ROUTINE_INTENT) {
            return "";
        }
        return result.evidence().stream()
                .filter(each ->
                        decides(each.kind(), result.reason()) && each.span().isPresent())
                .map(each -> '"' + shortened(each.span().orElseThrow().of(text)) + '"')
                .distinct()
                .limit(MOST_QUOTES)
                .collect(Collectors.joining(", "));
    }

    private static boolean decides(Evidence.Kind kind, Reason reason) {
        return switch (reason) {
            case EMERGENCY_SIGN -> kind == Evidence.Kind.EMERGENCY;
            case URGENT_SIGN -> kind == Evidence.Kind.URGENT || kind == Evidence.Kind.EMERGENCY;
            case CLINICAL_WORDS -> kind == Evidence.Kind.CLINICAL;
            case DECLARED_URGENCY -> kind == Evidence.Kind.MENTION || kind == Evidence.Kind.CLINICAL;
            case UNEXPLAINED_WORDS -> kind == Evidence.Kind.UNEXPLAINED;
            case ROUTINE_INTENT -> kind == Evidence.Kind.ROUTINE;
            case UNSUPPORTED_INPUT, NO_ROUTINE_INTENT -> false;
        };
    }

    private static String shortened(String words) {
        var line = words.strip().replaceAll("\\s+", " ");
        return line.length() <= LONGEST_QUOTE
                ? line
                : line.substring(0, line.offsetByCodePoints(0, LONGEST_QUOTE / 2)) + "…";
    }
}
