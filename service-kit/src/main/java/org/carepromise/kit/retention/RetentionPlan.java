package org.carepromise.kit.retention;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Decides how long each rule's rows are kept: as configured, else by default, and never below the rule's floor. */
final class RetentionPlan {

    private static final String PROPERTY = "carepromise.retention.";

    private RetentionPlan() {}

    /** A rule and the period that counts. */
    record Kept(RetentionRule rule, RetentionPeriod period) {}

    /**
     * @return by name
     * @throws IllegalStateException naming each property that is wrong
     */
    static List<Kept> of(List<RetentionRule> rules, Map<String, String> configured) {
        var faults = new ArrayList<String>();
        var kept = new TreeMap<String, Kept>();
        for (var rule : rules) {
            var before = kept.put(rule.name(), new Kept(rule, period(rule, configured.get(rule.name()), faults)));
            if (before != null) {
                faults.add("two retention rules are called " + rule.name());
            }
        }
        configured.keySet().stream()
                .filter(name -> !kept.containsKey(name))
                .sorted(Comparator.naturalOrder())
                .forEach(name -> faults.add(PROPERTY + name + ": no such rule; there are " + kept.keySet()));
        if (!faults.isEmpty()) {
            throw new IllegalStateException(String.join("; ", faults));
        }
        return List.copyOf(kept.values());
    }

    private static RetentionPeriod period(RetentionRule rule, String configured, List<String> faults) {
        if (configured == null) {
            return rule.keptFor();
        }
        try {
            var period = RetentionPeriod.of(configured);
            if (period.isShorterThan(rule.atLeast())) {
                faults.add(
                        PROPERTY + rule.name() + ": at least " + rule.atLeast().text());
            }
            return period;
        } catch (IllegalArgumentException misfit) {
            faults.add(PROPERTY + rule.name() + ": " + misfit.getMessage());
            return rule.keptFor();
        }
    }
}
