package org.carepromise.triage;

import java.util.ArrayList;
import java.util.Arrays;
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
 * @param passes whether it weighs less once it is gone; a stroke that went away does not
 * @param eases whether it is nothing to worry about where it is said to be as it always was: a usual headache is, a stroke not
 * @param when what else tells it, beside the phrasings: {@code CHEST + PAIN|PRESSURE}, {@code SYSTOLIC >= 180}
 * @param english phrasings as in {@link RuleSetText}
 * @param spanish the same in Spanish, written with or without accents
 */
public record Concept(
        String id,
        Kind kind,
        Set<String> raisedBy,
        boolean crisisLine,
        boolean trustsDenial,
        boolean passes,
        boolean eases,
        List<String> when,
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
        /** A place in the body: "chest", "calf". Said without an intent it keeps a text out of routine. */
        SITE,
        /** A complaint: "hurts", "swollen". It keeps a text out of routine unless it is explained, denied or eased. */
        QUALITY,
        /** Another word about illness or medicines that keeps a text out of routine unless explained. */
        CLINICAL,
        /** What conditions ask for and is nothing by itself: "suddenly", "my son". */
        CUE,
        /** Words that tell what a number beside them measures; its id is a quantity. */
        MEASURE,
        /** Words that say how others are meant; its id is one of {@link Context}'s cues. */
        CONTEXT,
        /** Sayings in which a sign is none: "scared to death". */
        FIGURATIVE,
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
        var isSign =
                kind == Kind.EMERGENCY || kind == Kind.URGENT; // a record's methods can't be called before it is made
        Require.that(!crisisLine || isSign, id + ": says: only a sign can lead to the crisis line");
        Require.that(trustsDenial || isSign, id + ": denied: only a sign can be denied");
        Require.that(passes || isSign, id + ": gone: only a sign can pass");
        Require.that(!eases || kind == Kind.URGENT, id + ": eased: only an urgent sign can be eased");
        Require.that(when != null, id + ": when: missing");
        Require.that(
                when.isEmpty() || isSign || kind == Kind.RISK || kind == Kind.ROUTINE,
                id + ": when: only for signs, risks and intents");
        Require.that(english != null && (!english.isEmpty() || !when.isEmpty()), id + ": en: no phrasing");
        Require.that(spanish != null && (!spanish.isEmpty() || !when.isEmpty()), id + ": es: no phrasing");
        if (kind == Kind.MEASURE) {
            var quantity = id;
            Require.that(
                    Arrays.stream(Quantity.values())
                            .anyMatch(each -> each.name().equals(quantity)),
                    id + ": no such quantity");
        }
        if (kind == Kind.CONTEXT) {
            Require.that(ContextFinder.CUES.contains(id), id + ": no such context");
        }
        raisedBy = Set.copyOf(raisedBy);
        when = List.copyOf(when);
        english = List.copyOf(english);
        spanish = List.copyOf(spanish);
        for (var condition : when) {
            try {
                Condition.of(condition);
            } catch (IllegalArgumentException unusable) {
                throw new IllegalArgumentException(id + ": when: " + unusable.getMessage());
            }
        }
        for (var phrasing : both(english, spanish)) {
            try {
                Phrase.of(phrasing);
            } catch (IllegalArgumentException unusable) {
                throw new IllegalArgumentException(id + ": " + unusable.getMessage());
            }
        }
    }

    boolean isSign() {
        return kind == Kind.EMERGENCY || kind == Kind.URGENT;
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
