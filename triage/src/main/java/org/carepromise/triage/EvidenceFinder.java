package org.carepromise.triage;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.carepromise.triage.Evidence.Context;

/** Finds what a text says, how it is meant, and what it leaves unexplained. One use per text. */
final class EvidenceFinder {

    private final List<ConditionFinder.Rule> rules;
    private final List<Token> tokens;
    private final List<Match> matches;
    private final ContextFinder contexts;
    private final List<Evidence> found = new ArrayList<>();
    /** What explains each word: nothing, a plain word, a plain phrase, or an intent or risk. */
    private final int[] explained;

    /** The longest plain phrase around each word: "seizure medicine" is no seizure. */
    private final int[] plainly;

    private final boolean[] ofSign;
    private final boolean[] denied;
    private final boolean[] ofIntent;
    private final boolean[] places;
    private final Set<String> risks = new HashSet<>();
    /** Sentences, once all is found that may be asked for or denied. */
    private BitSet ofIntentOrDenied;

    private EvidenceFinder(
            List<ConditionFinder.Rule> rules, List<Token> tokens, List<Match> matches, Set<String> knownRisks) {
        this.rules = rules;
        this.tokens = tokens;
        this.matches = matches;
        this.contexts = new ContextFinder(tokens, matches);
        this.explained = new int[tokens.size()];
        this.plainly = new int[tokens.size()];
        this.ofSign = new boolean[tokens.size()];
        this.denied = new boolean[tokens.size()];
        this.ofIntent = new boolean[tokens.size()];
        this.places = new boolean[tokens.size()];
        this.risks.addAll(knownRisks);
    }

    /** @param knownRisks ids of risks that are known of the patient */
    static List<Evidence> find(
            List<ConditionFinder.Rule> rules, List<Token> tokens, List<Match> matches, Set<String> knownRisks) {
        return new EvidenceFinder(rules, tokens, MatchRules.meant(matches), knownRisks).find(knownRisks);
    }

    private List<Evidence> find(Set<String> knownRisks) {
        matches.forEach(this::explain);
        var counting = matches.stream().filter(this::counts).toList();
        var measures = MeasureFinder.find(
                tokens,
                matches.stream().filter(match -> !isExplainedByMore(match)).toList());
        var held = ConditionFinder.find(rules, tokens, counting, measures, knownRisks);
        held.forEach(this::explain);
        matches.stream()
                .filter(match -> match.concept().isSign() && !isPlain(match))
                .forEach(this::weigh);
        held.forEach(this::weigh);
        matches.stream().filter(match -> !match.concept().isSign()).forEach(this::weighWord);
        // words that were weighed speak for themselves
        matches.forEach(match -> explain(match.first(), match.end(), 1));
        new UnexplainedFinder(tokens, explained, ofIntent).find().forEach(found::add);
        return found;
    }

    private void explain(Match match) {
        switch (match.concept().kind()) {
            case PLAIN -> {
                explain(match.first(), match.end(), match.length());
                for (int at = match.first(); at < match.end(); at++) {
                    plainly[at] = Math.max(plainly[at], match.length());
                }
            }
            case CUE, MEASURE, CONTEXT -> explain(match.first(), match.end(), match.length());
            case FIGURATIVE -> explain(match.first(), match.end(), Integer.MAX_VALUE);
            case RISK -> {
                explain(match.first(), match.end(), Integer.MAX_VALUE);
                if (notesDenial(match)) {
                    return;
                }
                risks.add(match.concept().id());
                add(Evidence.Kind.RISK, match, Context.PRESENT);
            }
            case ROUTINE -> intend(match.concept(), Optional.of(match.phrase().text()), match.first(), match.end());
            case SITE -> {
                for (int at = match.first(); at < match.end(); at++) {
                    places[at] = true;
                }
            }
            default -> {
                // weighed when it is known what is explained
            }
        }
    }

    private void explain(ConditionFinder.Held held) {
        var concept = held.rule().concept();
        if (concept.kind() == Concept.Kind.RISK) {
            risks.add(concept.id());
            add(Evidence.Kind.RISK, held, Context.PRESENT);
        } else if (concept.kind() == Concept.Kind.ROUTINE) {
            intend(concept, Optional.of(held.rule().written()), held.first(), held.end());
        }
    }

    private void intend(Concept intent, Optional<String> phrase, int first, int end) {
        explain(first, end, Integer.MAX_VALUE);
        for (int at = first; at < end; at++) {
            ofIntent[at] = true;
        }
        add(Evidence.Kind.ROUTINE, intent, phrase, first, end, Context.PRESENT);
    }

    private void explain(int first, int end, int strength) {
        for (int at = first; at < end; at++) {
            explained[at] = Math.max(explained[at], strength);
        }
    }

    /** Whether conditions may build on it: it is said of now, and not taken back. */
    private boolean counts(Match match) {
        return switch (match.concept().kind()) {
            case EMERGENCY, URGENT ->
                !notesDenial(match) && contexts.of(match.first(), match.end()) == Context.PRESENT && !isPlain(match);
            case QUALITY ->
                !notesDenial(match)
                        && contexts.of(match.first(), match.end()) == Context.PRESENT
                        && !isExplainedByMore(match);
            case SITE -> !isExplainedByMore(match);
            case RISK -> !isDenied(match.first(), match.end());
            case CUE, ROUTINE -> true;
            default -> false;
        };
    }

    private void weigh(Match sign) {
        weigh(
                sign.concept(),
                Optional.of(sign.phrase().text()),
                sign.first(),
                sign.end(),
                isDenied(sign.first(), sign.end()));
    }

    private void weigh(ConditionFinder.Held held) {
        var concept = held.rule().concept();
        if (concept.isSign() && held.end() == 0) {
            found.add(new Evidence(
                    kindOf(concept),
                    concept.id(),
                    Optional.of(held.rule().written()),
                    Optional.empty(),
                    Context.PRESENT));
        } else if (concept.isSign()) {
            weigh(concept, Optional.of(held.rule().written()), held.first(), held.end(), false);
        }
    }

    private void weigh(Concept concept, Optional<String> phrase, int first, int end, boolean isDenied) {
        for (int at = first; at < end; at++) {
            ofSign[at] = true;
        }
        if (isDenied) {
            add(
                    concept.trustsDenial() ? Evidence.Kind.MENTION : Evidence.Kind.URGENT,
                    concept,
                    phrase,
                    first,
                    end,
                    Context.DENIED);
            return;
        }
        var context = contexts.of(first, end);
        var kind = kindOf(concept);
        if (context == Context.HISTORICAL && kind == Evidence.Kind.EMERGENCY && !contexts.isLongAgo(first, end)) {
            kind = Evidence.Kind.URGENT;
        } else if (context != Context.PRESENT) {
            kind = concept.trustsDenial() ? Evidence.Kind.MENTION : Evidence.Kind.URGENT;
        } else if (kind == Evidence.Kind.URGENT && concept.eases() && contexts.isSteady(first)) {
            kind = Evidence.Kind.MENTION;
        } else if (kind == Evidence.Kind.EMERGENCY && concept.passes() && contexts.isGone(first, end)) {
            kind = Evidence.Kind.URGENT;
        }
        add(kind, concept, phrase, first, end, context);
    }

    private Evidence.Kind kindOf(Concept sign) {
        var isEmergency = sign.kind() == Concept.Kind.EMERGENCY
                || sign.raisedBy().stream().anyMatch(risks::contains);
        return isEmergency ? Evidence.Kind.EMERGENCY : Evidence.Kind.URGENT;
    }

    private void weighWord(Match match) {
        var kind = match.concept().kind();
        if (kind != Concept.Kind.SITE && kind != Concept.Kind.QUALITY && kind != Concept.Kind.CLINICAL
                || isPartOfSign(match)) {
            return;
        }
        boolean isDenied = kind == Concept.Kind.CLINICAL ? notesDenial(match) : isDenied(match.first(), match.end());
        var context = isDenied ? Context.DENIED : contexts.of(match.first(), match.end());
        boolean isExplained = context != Context.PRESENT
                || isExplainedByMore(match)
                || contexts.isEased(match.first())
                || kind == Concept.Kind.SITE && isOfIntent(match);
        add(isExplained ? Evidence.Kind.MENTION : Evidence.Kind.CLINICAL, match, context);
    }

    private boolean notesDenial(Match sign) {
        var isDenied = DenialRules.isDenied(tokens, sign, denied, places) || isDenied(sign.first(), sign.end());
        for (int at = sign.first(); at < sign.end(); at++) {
            denied[at] |= isDenied;
        }
        return isDenied;
    }

    private boolean isDenied(int first, int end) {
        for (int at = first; at < end; at++) {
            if (denied[at]) {
                return true;
            }
        }
        return false;
    }

    private boolean isPartOfSign(Match word) {
        for (int at = word.first(); at < word.end(); at++) {
            if (!ofSign[at]) {
                return false;
            }
        }
        return true;
    }

    private boolean isPlain(Match sign) {
        for (int at = sign.first(); at < sign.end(); at++) {
            if (plainly[at] <= sign.length()) {
                return false;
            }
        }
        return true;
    }

    /** "blood" is explained by the intent "blood test results" and by the plain phrase "blood work". */
    private boolean isExplainedByMore(Match word) {
        for (int at = word.first(); at < word.end(); at++) {
            if (explained[at] <= word.length()) {
                return false;
            }
        }
        return true;
    }

    /** A place in the body is what an intent is about ("MRI of the knee"), or what a denial speaks of. */
    private boolean isOfIntent(Match site) {
        if (ofIntentOrDenied == null) {
            ofIntentOrDenied = new BitSet();
            for (int at = 0; at < tokens.size(); at++) {
                if (ofIntent[at] || denied[at]) {
                    ofIntentOrDenied.set(tokens.get(at).sentence());
                }
            }
        }
        return ofIntentOrDenied.get(tokens.get(site.first()).sentence());
    }

    private void add(Evidence.Kind kind, Match match, Context context) {
        add(kind, match.concept(), Optional.of(match.phrase().text()), match.first(), match.end(), context);
    }

    private void add(Evidence.Kind kind, ConditionFinder.Held held, Context context) {
        if (held.end() > 0) {
            add(kind, held.rule().concept(), Optional.of(held.rule().written()), held.first(), held.end(), context);
        }
    }

    private void add(
            Evidence.Kind kind, Concept concept, Optional<String> phrase, int first, int end, Context context) {
        var span =
                new Span(tokens.get(first).startInclusive(), tokens.get(end - 1).endExclusive());
        found.add(new Evidence(kind, concept.id(), phrase, Optional.of(span), context));
    }
}
