package org.carepromise.kit.notice;

import java.time.Instant;

import org.carepromise.kit.channel.Channel;

/** What happens to a notice whose time has come. */
sealed interface NoticeStep {

    /** It goes now. */
    record Send(Channel channel, String address, String language) implements NoticeStep {

        @Override
        public String toString() {
            return "send by " + channel + " in " + language;
        }
    }

    /** It goes later. */
    record Move(Instant to) implements NoticeStep {}

    /** It never goes. */
    record End(NoticeState state, String reason) implements NoticeStep {}
}
