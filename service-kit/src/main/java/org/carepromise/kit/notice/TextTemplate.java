package org.carepromise.kit.notice;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Plain text with placeholders {@code {name}}. What stands between braces and is no such name is refused. */
public record TextTemplate(String text) {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([a-z][A-Za-z0-9]*)}");

    /** @throws IllegalArgumentException naming what is wrong with the text */
    public TextTemplate {
        if (text.isBlank()) {
            throw new IllegalArgumentException("the text is empty");
        }
        if (PLACEHOLDER.matcher(text).replaceAll("").matches("(?s).*[{}].*")) {
            throw new IllegalArgumentException("a brace that belongs to no placeholder such as {startAt}");
        }
    }

    /** The names between braces. */
    public Set<String> placeholders() {
        var names = new TreeSet<String>();
        PLACEHOLDER.matcher(text).results().forEach(found -> names.add(found.group(1)));
        return names;
    }

    /**
     * Puts values in, once: what looks like a placeholder in a value stays as it is.
     *
     * @throws IllegalArgumentException naming a placeholder without value
     */
    public String fill(Map<String, String> values) {
        return PLACEHOLDER.matcher(text).replaceAll(found -> {
            var value = values.get(found.group(1));
            if (value == null) {
                throw new IllegalArgumentException("no value for {" + found.group(1) + "}");
            }
            return Matcher.quoteReplacement(value);
        });
    }
}
