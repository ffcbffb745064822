package org.carepromise.triage;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What has to come together for a rule to hold, as written: {@code CHEST + PAIN|PRESSURE + SYSTOLIC >= 180}. Names are
 * concepts; {@code |} is either. Sites, qualities and cues have to stand close to each other, in one sentence; risks, signs
 * and numbers count wherever they stand.
 *
 * @param terms all of which must hold
 */
record Condition(List<Term> terms) {

    private static final Pattern NUMBER = Pattern.compile("([A-Z_]+) *(>=|<=|>|<) *(\\d+(?:\\.\\d+)?)");
    private static final Pattern NAMES = Pattern.compile("[A-Z][A-Z0-9_]*(?: *\\| *[A-Z][A-Z0-9_]*)*");

    /** One thing that must hold. */
    sealed interface Term {}

    /** @param either of these concepts, by id */
    record Named(List<String> either) implements Term {}

    /** A number beyond a bound. */
    record Bound(Quantity quantity, Comparison comparison, double bound) implements Term {

        boolean holds(double value) {
            return switch (comparison) {
                case AT_LEAST -> value >= bound;
                case AT_MOST -> value <= bound;
                case ABOVE -> value > bound;
                case BELOW -> value < bound;
            };
        }
    }

    /** How a number is compared with a bound. */
    enum Comparison {
        AT_LEAST(">="),
        AT_MOST("<="),
        ABOVE(">"),
        BELOW("<");

        private final String sign;

        Comparison(String sign) {
            this.sign = sign;
        }

        static Comparison of(String sign) {
            return Arrays.stream(values())
                    .filter(each -> each.sign.equals(sign))
                    .findFirst()
                    .orElseThrow();
        }
    }

    /** @throws IllegalArgumentException quoting what is no condition */
    static Condition of(String written) {
        var terms = Arrays.stream(written.split("\\+", -1))
                .map(part -> term(part.strip(), written))
                .toList();
        return new Condition(terms);
    }

    private static Term term(String part, String written) {
        var number = NUMBER.matcher(part);
        if (number.matches()) {
            var quantity = Arrays.stream(Quantity.values())
                    .filter(each -> each.name().equals(number.group(1)))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("no such quantity: " + number.group(1)));
            return new Bound(quantity, Comparison.of(number.group(2)), Double.parseDouble(number.group(3)));
        }
        Require.that(NAMES.matcher(part).matches(), "not a condition: " + written);
        return new Named(List.of(part.split(" *\\| *")));
    }

    Set<String> names() {
        var names = new HashSet<String>();
        for (var term : terms) {
            if (term instanceof Named named) {
                names.addAll(named.either());
            }
        }
        return names;
    }
}
