package org.carepromise.triage;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds every phrase of a rule set in one walk per word. The time for a text hangs on its length and on the longest
 * phrase, hardly on the number of phrases.
 */
final class PhraseTrie {

    private final Node root = new Node();

    private record End(Concept concept, Phrase phrase, TextLanguage language) {

        /**
         * What takes haste away counts only in its sentence's own language: "red" is a network in Spanish, and no proof of
         * routine in English. What tells of danger counts in either.
         */
        boolean speaks(TextLanguage sentence) {
            return switch (concept.kind()) {
                case ROUTINE, CONTEXT, FIGURATIVE ->
                    language == sentence || sentence == TextLanguage.MIXED || sentence == TextLanguage.UNSUPPORTED;
                default -> true;
            };
        }
    }

    /** What may follow, and what ends here. Most nodes have one of these alone, so each is made when it is needed. */
    private static final class Node {
        private Map<String, Node> words = Map.of();
        private Map<String, Node> stems = Map.of();
        private List<End> ends = List.of();
        private int longestStem;

        Node step(String word) {
            if (Phrase.isStem(word)) {
                var stem = Phrase.stem(word);
                longestStem = Math.max(longestStem, stem.length());
                stems = stems.isEmpty() ? new HashMap<>(2) : stems;
                return stems.computeIfAbsent(stem, any -> new Node());
            }
            words = words.isEmpty() ? new HashMap<>(2) : words;
            return words.computeIfAbsent(word, any -> new Node());
        }

        void end(End end) {
            ends = ends.isEmpty() ? new ArrayList<>(1) : ends;
            ends.add(end);
        }
    }

    PhraseTrie(Collection<Concept> concepts) {
        for (var concept : concepts) {
            add(concept, concept.english(), TextLanguage.ENGLISH);
            add(concept, concept.spanish(), TextLanguage.SPANISH);
        }
    }

    private void add(Concept concept, List<String> phrasings, TextLanguage language) {
        for (var phrasing : phrasings) {
            for (var phrase : Phrase.of(phrasing)) {
                var node = root;
                for (var word : phrase.words()) {
                    node = node.step(word);
                }
                node.end(new End(concept, phrase, language));
            }
        }
    }

    /**
     * All that is said inside one clause, the longest way for each concept and first word.
     *
     * @param languages of the sentences
     */
    List<Match> find(List<Token> tokens, List<TextLanguage> languages) {
        var found = new ArrayList<Match>();
        var longest = new LinkedHashMap<String, Match>();
        for (int first = 0; first < tokens.size(); first++) {
            longest.clear();
            var language = languages.get(tokens.get(first).sentence());
            walk(root, tokens, language, first, first, longest);
            found.addAll(longest.values());
        }
        return found;
    }

    private static void walk(
            Node node, List<Token> tokens, TextLanguage language, int first, int at, Map<String, Match> longest) {
        for (var end : node.ends) {
            var known = longest.get(end.concept().id());
            if (end.speaks(language) && (known == null || known.end() < at)) {
                longest.put(end.concept().id(), new Match(end.concept(), end.phrase(), first, at));
            }
        }
        if (at == tokens.size() || tokens.get(at).clause() != tokens.get(first).clause()) {
            return;
        }
        var word = tokens.get(at).word();
        var next = node.words.get(word);
        if (next != null) {
            walk(next, tokens, language, first, at + 1, longest);
        }
        for (int length = 1; length <= Math.min(word.length(), node.longestStem); length++) {
            var byStem = node.stems.get(word.substring(0, length));
            if (byStem != null) {
                walk(byStem, tokens, language, first, at + 1, longest);
            }
        }
    }
}
