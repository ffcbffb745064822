package org.carepromise.triage.evaluation;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How many messages of each label were decided to be what.
 *
 * @param counts by the label given, then by what was decided; every pair is there
 */
public record Confusion(Map<Label, Map<Label, Integer>> counts) {

    static Confusion of(List<Outcome> outcomes) {
        var counts = new EnumMap<Label, Map<Label, Integer>>(Label.class);
        for (var labelled : Label.values()) {
            counts.put(labelled, new EnumMap<>(Label.class));
            for (var decided : Label.values()) {
                counts.get(labelled).put(decided, 0);
            }
        }
        outcomes.forEach(outcome -> counts.get(outcome.labelled()).merge(outcome.decided(), 1, Integer::sum));
        return new Confusion(counts);
    }

    /** How many that are labelled so were decided so. */
    public int count(Label labelled, Label decided) {
        return counts.get(labelled).get(decided);
    }

    /** Of those labelled one of these, how many were decided one of those. */
    Share share(Set<Label> labelled, Set<Label> decided) {
        return new Share(sum(labelled, decided), sum(labelled, Set.of(Label.values())));
    }

    private int sum(Set<Label> labelled, Set<Label> decided) {
        return labelled.stream()
                .flatMap(each -> decided.stream().map(other -> count(each, other)))
                .mapToInt(Integer::intValue)
                .sum();
    }
}
