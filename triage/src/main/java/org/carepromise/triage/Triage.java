package org.carepromise.triage;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.carepromise.triage.Evidence.Kind;

/**
 * Assesses texts by one rule set. It never throws for a text, whatever its characters; the same input always has the same
 * answer; the time grows with the text's length. May be used by many threads at once.
 */
public final class Triage {

    private static final Comparator<Evidence> WEIGHTIEST_FIRST = Comparator.comparing(Evidence::kind)
            .thenComparing(evidence -> evidence.span().map(Span::startInclusive).orElse(-1))
            .thenComparing(Evidence::concept);

    private final RuleSet rules;
    private final PhraseTrie phrases;
    private final Vocabulary vocabulary;
    private final Spelling spelling;
    private final List<ConditionFinder.Rule> conditions;
    private final Map<String, Concept> concepts;

    private Triage(RuleSet rules) {
        this.rules = rules;
        phrases = new PhraseTrie(rules.concepts());
        vocabulary = new Vocabulary(rules.concepts());
        spelling = new Spelling(vocabulary, vocabulary.words());
        conditions = ConditionFinder.Rule.of(rules.concepts());
        concepts = rules.concepts().stream().collect(Collectors.toMap(Concept::id, Function.identity()));
    }

    /** Takes up to a second and some tens of megabytes: keep it as long as the rule set holds. */
    public static Triage by(RuleSet rules) {
        return new Triage(rules);
    }

    /** The rule set that decides. */
    public RuleSet rules() {
        return rules;
    }

    /** Where a text belongs, and why. */
    public TriageResult assess(TriageInput input) {
        var tokens = spelling.putRight(Words.of(QuotedText.blanked(input.text())));
        var language = vocabulary.languageOf(tokens);
        var knownRisks = input.riskFlags().stream().filter(this::isRisk).collect(Collectors.toSet());
        var evidence = new ArrayList<>(EvidenceFinder.find(
                conditions, tokens, phrases.find(tokens, vocabulary.languagesOf(tokens)), knownRisks));
        for (var risk : knownRisks) {
            evidence.add(new Evidence(Kind.RISK, risk, Optional.empty(), Optional.empty(), Evidence.Context.PRESENT));
        }
        if (language == TextLanguage.UNSUPPORTED) {
            evidence.add(Evidence.ofInput(Kind.UNSUPPORTED));
        }
        if (input.declaredUrgent()) {
            evidence.add(Evidence.ofInput(Kind.DECLARED_URGENCY));
        }
        evidence.sort(WEIGHTIEST_FIRST);
        var decided = LaneRules.decide(evidence);
        return new TriageResult(
                decided.lane(),
                decided.emergency(),
                decided.reason(),
                LaneRules.score(evidence),
                language,
                rules.version(),
                evidence.subList(0, Math.min(evidence.size(), TriageResult.MOST_EVIDENCE)),
                decided.emergency() ? Optional.of(patientText(evidence, input, language)) : Optional.empty(),
                LaneRules.counterfactual(evidence, decided));
    }

    private boolean isRisk(String flag) {
        return concepts.containsKey(flag) && concepts.get(flag).kind() == Concept.Kind.RISK;
    }

    /** For all signs of danger, so that who bleeds and despairs reads of both. */
    private PatientText patientText(List<Evidence> evidence, TriageInput input, TextLanguage language) {
        var words = new ArrayList<EmergencyWords>();
        for (var crisis : List.of(false, true)) {
            var isSaid = evidence.stream()
                    .filter(each -> each.kind() == Kind.EMERGENCY)
                    .anyMatch(each -> concepts.get(each.concept()).crisisLine() == crisis);
            if (isSaid) {
                words.add(crisis ? rules.crisis() : rules.emergency());
            }
        }
        var spoken = spoken(language, input);
        var numbers = new LinkedHashSet<String>();
        words.forEach(each -> numbers.addAll(each.numbers()));
        return new PatientText(
                words.stream().map(each -> each.in(spoken)).collect(Collectors.joining(" ")),
                spoken == TextLanguage.SPANISH ? "es" : "en",
                List.copyOf(numbers));
    }

    private static TextLanguage spoken(TextLanguage language, TriageInput input) {
        if (language == TextLanguage.ENGLISH || language == TextLanguage.SPANISH) {
            return language;
        }
        var prefersSpanish = input.language()
                .filter(tag -> Locale.forLanguageTag(tag).getLanguage().equals("es"))
                .isPresent();
        return prefersSpanish ? TextLanguage.SPANISH : TextLanguage.ENGLISH;
    }
}
