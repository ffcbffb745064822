package org.carepromise.messaging.emergency;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;

/** The words in a body that may be a patient's, wherever they stand: a request that is refused may have them in any field. */
final class SentWords {

    private static final List<String> FIRST = List.of("subject", "body");

    private SentWords() {}

    /**
     * @param tree what was sent; missing where it is no JSON
     * @param sent the same as text
     */
    static String of(JsonNode tree, String sent) {
        if (tree == null || tree.isMissingNode()) {
            return sent == null ? "" : sent;
        }
        var others = new ArrayList<String>();
        collect(tree, others);
        var first = FIRST.stream()
                .map(tree::get)
                .filter(Objects::nonNull)
                .filter(JsonNode::isTextual)
                .map(JsonNode::asText)
                .toList();
        return Stream.concat(first.stream(), others.stream().filter(text -> !first.contains(text)))
                .collect(Collectors.joining("\n"));
    }

    /** A single word in another field is a code; in a list of its own it would read as if somebody had said it. */
    private static void collect(JsonNode node, List<String> into) {
        if (node.isTextual()) {
            if (node.asText().strip().contains(" ")) {
                into.add(node.asText());
            }
            return;
        }
        node.elements().forEachRemaining(each -> collect(each, into));
    }
}
