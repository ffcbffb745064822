package org.carepromise.scheduling.calendar;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;

import org.carepromise.kit.log.LinkTokens;

/**
 * What opens a feed: 256 random bits, begun as the tokens of links are, so that it is cut from logs with them. It is no
 * signature: a feed lives for years and has to end at once when somebody revokes it, so it has a row anyway.
 */
record FeedToken(String text) {

    private static final int BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    static FeedToken next() {
        var bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return new FeedToken(
                LinkTokens.PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    /** All that is stored of it: from 256 random bits nobody gets back, so it needs no key and no salt. */
    byte[] hash() {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Override
    public String toString() {
        return "feed token";
    }
}
