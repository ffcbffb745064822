package org.carepromise.triage;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.carepromise.triage.Evidence.Context;

/** Finds what a text says, and what it leaves unexplained. One use per text. */
final class EvidenceFinder {

    /** Where one thing ends and another begins, when a writer skips full stops. */
    private static final Set<String> BEGINS_A_PART = Set.of(
            "but",
            "because",
            "however",
            "although",
            "though",
            "since",
            "also",
            "plus",
            "now",
            "then",
            "while",
            "when",
            "pero",
            "porque",
            "aunque",
            "ademas",
            "ahora",
            "cuando",
            "mientras",
            "tambien");

    /** Beside an intent one unknown word may be what it is about: a medicine, an insurer. */
    private static final int UNKNOWN_BESIDE_INTENT = 1;

    /** Names greet and sign in parts as short as this: "Dear Dr. Patel", "Maria". */
    private static final int PART_OF_NAMES = 3;

    private static final Comparator<Match> AS_IN_THE_TEXT = Comparator.comparingInt(Match::first)
            .thenComparing(Comparator.comparingInt(Match::length).reversed())
            .thenComparing(match -> match.concept().kind())
            .thenComparing(match -> match.concept().id());

    private final List<Token> tokens;
    private final List<Match> matches;
    private final List<Evidence> found = new ArrayList<>();
    /** What explains each word: nothing, a plain word, a plain phrase, or an intent or risk. */
    private final int[] explained;

    private final boolean[] ofSign;
    private final boolean[] denied;
    private final boolean[] ofIntent;
    private final Set<String> risks = new HashSet<>();

    private EvidenceFinder(List<Token> tokens, List<Match> matches, Set<String> knownRisks) {
        this.tokens = tokens;
        this.matches = matches;
        this.explained = new int[tokens.size()];
        this.ofSign = new boolean[tokens.size()];
        this.denied = new boolean[tokens.size()];
        this.ofIntent = new boolean[tokens.size()];
        this.risks.addAll(knownRisks);
    }

    /** @param knownRisks ids of risks that are known of the patient */
    static List<Evidence> find(List<Token> tokens, List<Match> matches, Set<String> knownRisks) {
        return new EvidenceFinder(tokens, uncontained(matches), knownRisks).find();
    }

    private List<Evidence> find() {
        matches.forEach(this::explain);
        matches.forEach(this::weigh);
        findUnexplained();
        return found;
    }

    /** Without matches that lie inside an earlier one of the same concept. */
    private static List<Match> uncontained(List<Match> matches) {
        var ends = new HashMap<String, Integer>();
        return matches.stream()
                .sorted(AS_IN_THE_TEXT)
                .filter(match -> {
                    var id = match.concept().id();
                    var isNew = ends.getOrDefault(id, 0) < match.end();
                    ends.merge(id, match.end(), Math::max);
                    return isNew;
                })
                .toList();
    }

    private void explain(Match match) {
        switch (match.concept().kind()) {
            case PLAIN -> explain(match, match.length());
            case RISK -> {
                explain(match, Integer.MAX_VALUE);
                risks.add(match.concept().id());
                add(Evidence.Kind.RISK, match, Context.PRESENT);
            }
            case ROUTINE -> {
                explain(match, Integer.MAX_VALUE);
                for (int at = match.first(); at < match.end(); at++) {
                    ofIntent[at] = true;
                }
                add(Evidence.Kind.ROUTINE, match, Context.PRESENT);
            }
            default -> {
                // weighed when it is known what is explained
            }
        }
    }

    private void explain(Match match, int strength) {
        for (int at = match.first(); at < match.end(); at++) {
            explained[at] = Math.max(explained[at], strength);
        }
    }

    private void weigh(Match match) {
        switch (match.concept().kind()) {
            case EMERGENCY, URGENT -> {
                var concept = match.concept();
                var isDenied = notesDenial(match);
                for (int at = match.first(); at < match.end(); at++) {
                    ofSign[at] = true;
                }
                if (isDenied) {
                    add(concept.trustsDenial() ? Evidence.Kind.MENTION : Evidence.Kind.URGENT, match, Context.DENIED);
                } else {
                    var isEmergency = concept.kind() == Concept.Kind.EMERGENCY
                            || concept.raisedBy().stream().anyMatch(risks::contains);
                    add(isEmergency ? Evidence.Kind.EMERGENCY : Evidence.Kind.URGENT, match, Context.PRESENT);
                }
            }
            case CLINICAL -> {
                if (isPartOfSign(match)) {
                    return;
                }
                var isDenied = notesDenial(match);
                var isExplained = isDenied || isExplainedByMore(match);
                add(
                        isExplained ? Evidence.Kind.MENTION : Evidence.Kind.CLINICAL,
                        match,
                        isDenied ? Context.DENIED : Context.PRESENT);
            }
            default -> {
                // explained already
            }
        }
    }

    private boolean notesDenial(Match sign) {
        var isDenied = DenialRules.isDenied(tokens, sign, denied);
        for (int at = sign.first(); at < sign.end(); at++) {
            denied[at] |= isDenied;
        }
        return isDenied;
    }

    private boolean isPartOfSign(Match clinical) {
        for (int at = clinical.first(); at < clinical.end(); at++) {
            if (!ofSign[at]) {
                return false;
            }
        }
        return true;
    }

    /** "blood" is explained by the intent "blood test results" and by the plain phrase "blood work". */
    private boolean isExplainedByMore(Match clinical) {
        for (int at = clinical.first(); at < clinical.end(); at++) {
            if (explained[at] <= clinical.length()) {
                return false;
            }
        }
        return true;
    }

    private void findUnexplained() {
        // words of a sign, and clinical ones, speak for themselves
        for (var match : matches) {
            if (match.concept().kind() != Concept.Kind.PLAIN) {
                explain(match, 1);
            }
        }
        for (int first = 0; first < tokens.size(); ) {
            int end = first + 1;
            while (end < tokens.size() && !beginsAPart(end)) {
                end++;
            }
            findUnexplained(first, end);
            first = end;
        }
    }

    private boolean beginsAPart(int at) {
        return tokens.get(at).clause() != tokens.get(at - 1).clause()
                || BEGINS_A_PART.contains(tokens.get(at).word()) && !ofIntent[at];
    }

    private void findUnexplained(int first, int end) {
        int unknown = 0;
        int firstUnknown = 0;
        int lastUnknown = 0;
        boolean hasIntent = false;
        for (int at = first; at < end; at++) {
            hasIntent |= ofIntent[at];
            var mayBeName = tokens.get(at).isName() && (at > first || end - first <= PART_OF_NAMES);
            if (explained[at] == 0 && !tokens.get(at).isNumber() && !mayBeName) {
                firstUnknown = unknown == 0 ? at : firstUnknown;
                lastUnknown = at;
                unknown++;
            }
        }
        if (unknown > (hasIntent ? UNKNOWN_BESIDE_INTENT : 0)) {
            var span = new Span(
                    tokens.get(firstUnknown).startInclusive(),
                    tokens.get(lastUnknown).endExclusive());
            found.add(new Evidence(
                    Evidence.Kind.UNEXPLAINED,
                    Evidence.Kind.UNEXPLAINED.name(),
                    Optional.empty(),
                    Optional.of(span),
                    Context.PRESENT));
        }
    }

    private void add(Evidence.Kind kind, Match match, Context context) {
        found.add(new Evidence(
                kind,
                match.concept().id(),
                Optional.of(match.phrase().text()),
                Optional.of(match.span(tokens)),
                context));
    }
}
