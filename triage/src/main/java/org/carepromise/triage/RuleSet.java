package org.carepromise.triage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * All that a text is assessed by.
 *
 * @param version stored with every answer
 * @param owner who answers for it
 * @param source where the rules come from
 * @param reviewedOn when they were last read through
 * @param concepts in any order
 * @param emergency what a patient in danger is told
 * @param crisis what is told instead, or after it, where the crisis line fits
 */
public record RuleSet(
        String version,
        String owner,
        String source,
        LocalDate reviewedOn,
        List<Concept> concepts,
        EmergencyWords emergency,
        EmergencyWords crisis) {

    private static final Set<Concept.Kind> NEEDED = EnumSet.of(
            Concept.Kind.EMERGENCY,
            Concept.Kind.URGENT,
            Concept.Kind.RISK,
            Concept.Kind.CLINICAL,
            Concept.Kind.PLAIN,
            Concept.Kind.ROUTINE);

    private static final String BUNDLED = "rules.txt";

    /** @throws IllegalArgumentException naming the field or concept that is missing, given twice or unknown */
    public RuleSet {
        Require.that(version != null && !version.isBlank(), "version: missing");
        Require.that(owner != null && !owner.isBlank(), "owner: missing");
        Require.that(source != null && !source.isBlank(), "source: missing");
        Require.that(reviewedOn != null, "reviewed: missing");
        Require.that(concepts != null, "concepts: missing");
        Require.that(emergency != null, "words EMERGENCY: missing");
        Require.that(crisis != null, "words CRISIS: missing");
        concepts = List.copyOf(concepts);
        var seen = new HashSet<String>();
        for (var concept : concepts) {
            Require.that(seen.add(concept.id()), concept.id() + ": given twice");
        }
        for (var kind : NEEDED) {
            Require.that(concepts.stream().anyMatch(concept -> concept.kind() == kind), "no concept is " + kind);
        }
        var risks = concepts.stream()
                .filter(concept -> concept.kind() == Concept.Kind.RISK)
                .map(Concept::id)
                .collect(Collectors.toSet());
        for (var concept : concepts) {
            for (var risk : concept.raisedBy()) {
                Require.that(risks.contains(risk), concept.id() + ": raised-by: no such risk: " + risk);
            }
            for (var condition : concept.when()) {
                for (var name : Condition.of(condition).names()) {
                    Require.that(
                            seen.contains(name) && !name.equals(concept.id()),
                            concept.id() + ": when: no such concept: " + name);
                }
            }
        }
    }

    /** The set that comes with this library: what holds until another one is there. */
    public static RuleSet bundled() {
        try (var file = RuleSet.class.getResourceAsStream(BUNDLED)) {
            return RuleSetText.parse(new String(file.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
