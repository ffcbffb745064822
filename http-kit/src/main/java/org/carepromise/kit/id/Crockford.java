package org.carepromise.kit.id;

/** Crockford's base32: digits and letters without I, L, O and U, which are read as 1, 1, 0 and V when typed. */
final class Crockford {

    private static final String DIGITS = "0123456789abcdefghjkmnpqrstvwxyz";
    private static final int BITS = 5;

    private Crockford() {}

    static char digit(int value) {
        return DIGITS.charAt(value);
    }

    /** @return 0 to 31, or -1 where the character is none of its digits */
    static int value(char digit) {
        return switch (Character.toLowerCase(digit)) {
            case 'o' -> 0;
            case 'i', 'l' -> 1;
            default -> DIGITS.indexOf(Character.toLowerCase(digit));
        };
    }

    /** 128 bits as 26 digits, the first of which holds three. */
    static String encode(long high, long low) {
        var digits = new char[26];
        for (int i = 25; i >= 0; i--) {
            digits[i] = digit((int) (low & 31));
            low = low >>> BITS | high << (64 - BITS);
            high >>>= BITS;
        }
        return new String(digits);
    }
}
