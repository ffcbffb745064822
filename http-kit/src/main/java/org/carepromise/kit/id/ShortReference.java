package org.carepromise.kit.id;

import java.security.SecureRandom;
import java.util.Locale;
import java.util.Optional;

/**
 * A reference that people say aloud: six Crockford digits and a check character (ISO 7064 mod 37,36), shown as
 * {@code 7F4K-2Q7}. One wrong character or two swapped neighbours are noticed. The standard notices every wrong character
 * and all but one in 600 swaps; a reference with such a swap is drawn again, and so is one whose check would be I, L, O or
 * U, so that nothing can be misheard.
 */
public final class ShortReference {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String ISO_7064 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private static final int DIGITS = 6;

    private ShortReference() {}

    /** A new reference; about a thousand million differ, so the one who stores it checks that it is free. */
    public static String next() {
        while (true) {
            var digits = new StringBuilder();
            for (int i = 0; i < DIGITS; i++) {
                digits.append(Character.toUpperCase(Crockford.digit(RANDOM.nextInt(32))));
            }
            char check = check(digits);
            digits.append(check);
            if ("ILOU".indexOf(check) < 0 && noticesEverySwap(digits)) {
                return shown(digits);
            }
        }
    }

    /** @return the reference as {@link #next()} spells it, or empty where what was typed is none */
    public static Optional<String> parse(String typed) {
        var digits = new StringBuilder();
        for (char each : typed.toUpperCase(Locale.ROOT).toCharArray()) {
            if (each == '-' || each == ' ') {
                continue;
            }
            int value = Crockford.value(each);
            if (value < 0) {
                return Optional.empty();
            }
            digits.append(Character.toUpperCase(Crockford.digit(value)));
        }
        if (digits.length() != DIGITS + 1) {
            return Optional.empty();
        }
        return isValid(digits) ? Optional.of(shown(digits)) : Optional.empty();
    }

    private static String shown(CharSequence digits) {
        return digits.subSequence(0, 4) + "-" + digits.subSequence(4, DIGITS + 1);
    }

    static boolean noticesEverySwap(CharSequence reference) {
        for (int i = 1; i < reference.length(); i++) {
            var swapped = new StringBuilder(reference);
            swapped.setCharAt(i - 1, reference.charAt(i));
            swapped.setCharAt(i, reference.charAt(i - 1));
            if (reference.charAt(i) != reference.charAt(i - 1) && isValid(swapped)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isValid(CharSequence reference) {
        int last = reference.length() - 1;
        return check(reference.subSequence(0, last)) == reference.charAt(last);
    }

    /** ISO 7064 hybrid system mod 37,36. */
    static char check(CharSequence digits) {
        int product = 36;
        for (int i = 0; i < digits.length(); i++) {
            int sum = (product + ISO_7064.indexOf(digits.charAt(i))) % 36;
            product = (sum == 0 ? 36 : sum) * 2 % 37;
        }
        return ISO_7064.charAt((37 - product) % 36);
    }
}
