package org.carepromise.triage;

import java.util.Optional;

/**
 * One thing that was found, and what it counts for. It holds no words of the patient; {@link #span} finds them in the
 * original text.
 *
 * @param kind what it counts for
 * @param concept the rule set's name for it, such as {@code CARDIAC_CHEST}, {@code REFILL} or {@code BODY}; the kind's
 *     name where no rule made it
 * @param phrase the rule set's own phrasing that was found, normalised, or its condition as written; empty where no rule made
 *     it
 * @param span where it stands; empty if it is of the whole message or of what the portal knows
 * @param context how it is meant
 */
public record Evidence(Kind kind, String concept, Optional<String> phrase, Optional<Span> span, Context context) {

    /** What a piece of evidence counts for, the weightiest first. */
    public enum Kind {
        /** A sign of danger to life. */
        EMERGENCY,
        /** A sign that can't wait for a day. */
        URGENT,
        /** Nothing to read, or in no language that the rules know. */
        UNSUPPORTED,
        /** A word about the body, illness or medicines that nothing explains. */
        CLINICAL,
        /** The sender calls it urgent. */
        DECLARED_URGENCY,
        /** Words that no rule knows, in a part of the text that no intent explains. */
        UNEXPLAINED,
        /** Something clinical, but denied or part of an intent; it counts only if the sender calls it urgent. */
        MENTION,
        /** What makes other signs weigh more: pregnant, on a blood thinner. Told by the portal if it has no span. */
        RISK,
        /** A routine intent. */
        ROUTINE
    }

    /** How something is meant. */
    public enum Context {
        PRESENT,
        DENIED,
        HISTORICAL,
        HYPOTHETICAL,
        OTHER_PERSON,
        FIGURATIVE,
        QUOTED
    }

    /** @throws IllegalArgumentException naming the field that is missing or blank */
    public Evidence {
        Require.that(kind != null, "evidence: kind: missing");
        Require.that(concept != null && !concept.isBlank(), "evidence: concept: missing");
        Require.that(phrase != null && phrase.filter(String::isBlank).isEmpty(), "evidence: phrase: null or blank");
        Require.that(span != null, "evidence: span: null; empty means none");
        Require.that(context != null, "evidence: context: missing");
    }

    static Evidence ofInput(Kind kind) {
        return new Evidence(kind, kind.name(), Optional.empty(), Optional.empty(), Context.PRESENT);
    }
}
