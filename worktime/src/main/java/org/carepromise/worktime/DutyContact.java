package org.carepromise.worktime;

import java.util.Objects;

/**
 * How somebody on duty is alerted.
 *
 * @param channel by what
 * @param address of that channel: a mail address, an E.164 number, a URL, the name of a desk
 */
public record DutyContact(Channel channel, String address) {

    /** By what an alert goes out. */
    public enum Channel {
        MAIL,
        SMS,
        PAGER,
        CHAT,
        DESK
    }

    public DutyContact {
        Objects.requireNonNull(channel, "channel");
        if (address == null || address.isBlank()) {
            throw new IllegalArgumentException("contact by " + channel + ": address: missing");
        }
    }
}
