package org.carepromise.kit.id;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * One kind of id that we create: outside a prefix and 26 digits of Crockford base32, {@code appt_01jd8k…}; inside a
 * UUIDv7 (RFC 9562 §5.7), sorted by the time of its making.
 *
 * @param prefix two to eight lower-case letters, without the underscore
 */
public record IdType(String prefix) {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int DIGITS = 26;

    public IdType {
        if (!prefix.matches("[a-z]{2,8}")) {
            throw new IllegalArgumentException("an id's prefix is two to eight lower-case letters");
        }
    }

    /** A new id, made at {@code now} of the product's clock. */
    public static UUID next(Instant now) {
        long random = RANDOM.nextLong();
        long high = now.toEpochMilli() << 16 | 0x7000L | random & 0xFFFL;
        long low = RANDOM.nextLong() & 0x3FFF_FFFF_FFFF_FFFFL | 0x8000_0000_0000_0000L;
        return new UUID(high, low);
    }

    public String format(UUID id) {
        return prefix + "_" + Crockford.encode(id.getMostSignificantBits(), id.getLeastSignificantBits());
    }

    /** @return the id, or empty where the text is none of this kind */
    public Optional<UUID> parse(String text) {
        if (text == null || text.length() != prefix.length() + 1 + DIGITS || !text.startsWith(prefix + "_")) {
            return Optional.empty();
        }
        long high = 0;
        long low = 0;
        for (int i = prefix.length() + 1; i < text.length(); i++) {
            int value = Crockford.value(text.charAt(i));
            if (value < 0) {
                return Optional.empty();
            }
            high = high << 5 | low >>> 59;
            low = low << 5 | value;
        }
        var id = new UUID(high, low);
        // One spelling for one id: what cannot have been printed by format() names nothing.
        return format(id).equals(text) ? Optional.of(id) : Optional.empty();
    }
}
