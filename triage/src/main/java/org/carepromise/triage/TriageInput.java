package org.carepromise.triage;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What is to be assessed. Made by {@link #of} and the methods beside it, so that what later rules want to know can be
 * added.
 *
 * @param text as the patient wrote it, of any length and with any characters; blank if there is only an attachment
 * @param language that the patient prefers, a BCP 47 tag. It only chooses the language of an answer to a text that does
 *     not show its own
 * @param declaredUrgent the sender calls it urgent; saying that it is routine has no effect, hence no field
 * @param riskFlags what the portal knows of the patient, as rule sets spell it: {@code PREGNANT}; ones that the rule set
 *     does not know have no effect
 */
public record TriageInput(String text, Optional<String> language, boolean declaredUrgent, Set<String> riskFlags) {

    /** @throws IllegalArgumentException naming the field that is missing */
    public TriageInput {
        Require.that(text != null, "triage input: text: missing");
        Require.that(language != null, "triage input: language: null; empty means unknown");
        Require.that(riskFlags != null, "triage input: riskFlags: missing");
        riskFlags = riskFlags.stream().map(TriageInput::asRulesSpellIt).collect(Collectors.toUnmodifiableSet());
    }

    /** A text of which nothing else is known. */
    public static TriageInput of(String text) {
        return new TriageInput(text, Optional.empty(), false, Set.of());
    }

    /** The same from a patient who prefers this language; null if that is not known. */
    public TriageInput preferring(String preferred) {
        return new TriageInput(text, Optional.ofNullable(preferred), declaredUrgent, riskFlags);
    }

    /** The same, called urgent by its sender. */
    public TriageInput declaredToBeUrgent() {
        return new TriageInput(text, language, true, riskFlags);
    }

    /** The same from a patient with these risks in place of those before; {@code "on chemo"} is {@code ON_CHEMO}. */
    public TriageInput withRisks(Collection<String> flags) {
        return new TriageInput(text, language, declaredUrgent, Set.copyOf(flags));
    }

    private static String asRulesSpellIt(String flag) {
        return flag.strip().toUpperCase(Locale.ROOT).replaceAll("[\\s-]+", "_");
    }

    /** Without the patient's words, which must not reach a log. */
    @Override
    public String toString() {
        return "TriageInput[" + text.length() + " chars]";
    }
}
