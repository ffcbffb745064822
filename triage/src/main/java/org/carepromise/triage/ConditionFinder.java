package org.carepromise.triage;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Where conditions hold. Sites, qualities and cues must stand close to the first of them that the condition names, in one
 * sentence; risks, signs and numbers count anywhere.
 */
final class ConditionFinder {

    /** Words between, at most: "chest" and "hurts" further apart are hardly said of each other. */
    private static final int WINDOW = 8;

    private static final int LONGEST_PLACE = 8;
    private static final int MOST_PLACES = 20;

    /** A concept with one of its conditions; made once for a rule set. */
    record Rule(Concept concept, String written, Condition condition) {

        static List<Rule> of(Collection<Concept> concepts) {
            return concepts.stream()
                    .flatMap(concept ->
                            concept.when().stream().map(written -> new Rule(concept, written, Condition.of(written))))
                    .toList();
        }
    }

    /** A condition that holds; {@code end} is 0 where nothing in the text tells it, but what is known of the patient. */
    record Held(Rule rule, int first, int end) {}

    /** A stretch of words. */
    private record Place(int first, int end) {
        Place with(Place other) {
            return new Place(Math.min(first, other.first), Math.max(end, other.end));
        }
    }

    private final List<Token> tokens;
    private final Map<String, List<Place>> near = new HashMap<>();
    private final Map<String, Optional<Place>> anywhere = new HashMap<>();
    private final List<Measure> measures;

    private ConditionFinder(List<Token> tokens, List<Measure> measures) {
        this.tokens = tokens;
        this.measures = measures;
    }

    /**
     * @param counting matches that are meant as they are said
     * @param known risks of the patient
     */
    static List<Held> find(
            List<Rule> rules, List<Token> tokens, List<Match> counting, List<Measure> measures, Set<String> known) {
        var finder = new ConditionFinder(tokens, measures);
        known.forEach(risk -> finder.anywhere.put(risk, Optional.empty()));
        for (var match : counting) {
            var concept = match.concept();
            var place = new Place(match.first(), match.end());
            switch (concept.kind()) {
                case SITE, QUALITY, CUE ->
                    finder.near
                            .computeIfAbsent(concept.id(), any -> new ArrayList<>())
                            .add(place);
                case RISK, EMERGENCY, URGENT, ROUTINE ->
                    finder.anywhere.merge(
                            concept.id(), Optional.of(place), (one, other) -> one.isPresent() ? one : other);
                default -> {
                    // not asked for by conditions
                }
            }
        }
        return finder.holding(rules);
    }

    /** Twice, so that what holds may be asked for by another. */
    private List<Held> holding(List<Rule> rules) {
        var held = new ArrayList<Held>();
        var done = rules.stream().map(rule -> false).collect(Collectors.toList());
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < rules.size(); i++) {
                if (!done.get(i)) {
                    var rule = rules.get(i);
                    var holds = places(rule.condition());
                    if (!holds.isEmpty()) {
                        done.set(i, true);
                        anywhere.putIfAbsent(rule.concept().id(), Optional.of(holds.get(0)));
                        holds.forEach(place -> held.add(new Held(rule, place.first(), place.end())));
                    }
                }
            }
        }
        return held;
    }

    private static final Place NOWHERE = new Place(0, 0);

    /** @return where it holds, in the order of the text; empty if it does not */
    private List<Place> places(Condition condition) {
        Place whole = null;
        var close = new ArrayList<List<Place>>();
        for (var term : condition.terms()) {
            if (term instanceof Condition.Bound bound) {
                var measure = measures.stream()
                        .filter(each -> each.quantity() == bound.quantity() && bound.holds(each.value()))
                        .findFirst();
                if (measure.isEmpty()) {
                    return List.of();
                }
                whole = joined(
                        whole, new Place(measure.get().first(), measure.get().end()));
            } else if (term instanceof Condition.Named named) {
                var places = new ArrayList<Place>();
                boolean holds = false;
                for (var name : named.either()) {
                    if (anywhere.containsKey(name)) {
                        holds = true;
                        var place = anywhere.get(name);
                        whole = place.isPresent() ? joined(whole, place.get()) : whole;
                        break;
                    }
                    places.addAll(near.getOrDefault(name, List.of()));
                }
                if (named.either().size() > 1) {
                    places.sort(Comparator.comparingInt(Place::first));
                }
                if (!holds && places.isEmpty()) {
                    return List.of();
                }
                if (!holds) {
                    close.add(places);
                }
            }
        }
        if (close.isEmpty()) {
            return List.of(whole == null ? NOWHERE : whole);
        }
        return close.get(0).stream()
                .map(anchor -> around(anchor, close))
                .filter(Objects::nonNull)
                .limit(MOST_PLACES)
                .distinct()
                .toList();
    }

    /** The words that tell it best: where one part is far off, the first one told is enough. */
    private static Place joined(Place whole, Place place) {
        return whole == null ? place : whole;
    }

    /** Places are in the order of the text, and short. */
    private static int firstNear(List<Place> places, Place anchor) {
        int from = 0;
        int to = places.size();
        while (from < to) {
            int middle = (from + to) >>> 1;
            if (places.get(middle).first() < anchor.first() - WINDOW - LONGEST_PLACE) {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        return from;
    }

    private Place around(Place anchor, List<List<Place>> close) {
        var whole = anchor;
        for (var places : close.subList(1, close.size())) {
            Place nearest = null;
            int least = WINDOW + 1;
            for (int i = firstNear(places, anchor); i < places.size(); i++) {
                var place = places.get(i);
                if (place.first() > anchor.end() + WINDOW) {
                    break;
                }
                int gap = Math.max(place.first() - anchor.end(), anchor.first() - place.end());
                if (gap < least
                        && tokens.get(place.first()).sentence()
                                == tokens.get(anchor.first()).sentence()) {
                    nearest = place;
                    least = gap;
                }
            }
            if (nearest == null) {
                return null;
            }
            whole = whole.with(nearest);
        }
        return whole;
    }
}
