package org.carepromise.triage;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A thing that rules look for, with the ways in which people say it.
 *
 * @param id capitals, digits and underscores: {@code CARDIAC_CHEST}
 * @param kind what finding it means
 * @param raisedBy risks, by id, with which an urgent sign is an emergency
 * @param crisisLine whether the words to the patient lead to the crisis line; else to the emergency services
 * @param trustsDenial whether "no …" takes the sign away; where it does not, a denied sign still is urgent
 * @param english phrasings as in {@link RuleSetText}
 * @param spanish the same in Spanish, written with or without accents
 */
public record Concept(
        String id,
        Kind kind,
        Set<String> raisedBy,
        boolean crisisLine,
        boolean trustsDenial,
        List<String> english,
        List<String> spanish) {

    /** What finding a concept means. */
    public enum Kind {
        /** Danger to life. */
        EMERGENCY,
        /** It can't wait for a day. */
        URGENT,
        /** It makes urgent signs weigh more and is nothing by itself. */
        RISK,
        /** A word about the body, illness or medicines: it keeps a text out of routine unless explained. */
        CLINICAL,
        /** Words that need no explanation: "my", "please", "Tuesday". */
        PLAIN,
        /** A proof of routine. */
        ROUTINE
    }

    /** @throws IllegalArgumentException naming the concept and the field or phrasing that can't be used */
    public Concept {
        Require.that(
                id != null && id.matches("[A-Z][A-Z0-9_]{1,39}"),
                "concept " + id + ": not a name such as CARDIAC_CHEST");
        Require.that(kind != null, id + ": kind: missing");
        Require.that(raisedBy != null, id + ": raised-by: missing");
        Require.that(raisedBy.isEmpty() || kind == Kind.URGENT, id + ": raised-by: only an urgent sign can be raised");
        var isSign = kind == Kind.EMERGENCY || kind == Kind.URGENT;
        Require.that(!crisisLine || isSign, id + ": says: only a sign can lead to the crisis line");
        Require.that(trustsDenial || isSign, id + ": denied: only a sign can be denied");
        Require.that(english != null && !english.isEmpty(), id + ": en: no phrasing");
        Require.that(spanish != null && !spanish.isEmpty(), id + ": es: no phrasing");
        raisedBy = Set.copyOf(raisedBy);
        english = List.copyOf(english);
        spanish = List.copyOf(spanish);
        for (var phrasing : both(english, spanish)) {
            try {
                Phrase.of(phrasing);
            } catch (IllegalArgumentException unusable) {
                throw new IllegalArgumentException(id + ": " + unusable.getMessage());
            }
        }
    }

    List<String> phrasings() {
        return both(english, spanish);
    }

    private static List<String> both(List<String> english, List<String> spanish) {
        var both = new ArrayList<>(english);
        both.addAll(spanish);
        return both;
    }
}
