package org.carepromise.kit.channel;

/** How somebody is reached. What "to" means: {@link Outgoing#to}. */
public enum Channel {
    MAIL,
    SMS,
    PUSH,
    PAGER,
    CHAT
}
