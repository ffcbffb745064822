package org.carepromise.kit.channel;

import java.util.List;
import java.util.Objects;

/**
 * One message on its way to one person. It is delivered at least once, and whoever takes it can tell by its key whether it
 * has come before.
 *
 * @param key 1 to 255 visible ASCII characters without anything of a person in them; the same for each attempt
 * @param purpose what it is about, {@code appointment-reminder}: a metric's label
 * @param to a mail address, a number in E.164, for push the id under which the portal knows the patient, for pager and chat
 *     the URL of the webhook
 * @param subject a mail's subject, a push notification's title; empty where there is none
 * @param attachments of a mail alone
 */
public record Outgoing(
        String key,
        String purpose,
        Channel channel,
        String to,
        String subject,
        String text,
        List<Attachment> attachments) {

    private static final int LONGEST_KEY = 255;

    public Outgoing {
        if (key.isEmpty() || key.length() > LONGEST_KEY || !key.chars().allMatch(c -> c > ' ' && c < 0x7F)) {
            throw new IllegalArgumentException("a message's key is 1 to 255 visible ASCII characters");
        }
        Objects.requireNonNull(purpose, "purpose");
        Objects.requireNonNull(channel, "channel");
        Objects.requireNonNull(to, "to");
        Objects.requireNonNull(subject, "subject");
        Objects.requireNonNull(text, "text");
        attachments = List.copyOf(attachments);
        if (channel != Channel.MAIL && !attachments.isEmpty()) {
            throw new IllegalArgumentException("only a mail carries attachments");
        }
    }

    /** Words alone. */
    public Outgoing(String key, String purpose, Channel channel, String to, String subject, String text) {
        this(key, purpose, channel, to, subject, text, List.of());
    }

    /** Without address and words: this is what a log would print. */
    @Override
    public String toString() {
        return purpose + " by " + channel + " under " + key;
    }
}
