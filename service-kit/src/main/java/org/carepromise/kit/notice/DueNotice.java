package org.carepromise.kit.notice;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import org.carepromise.kit.channel.Attachment;
import org.carepromise.kit.channel.Channel;

/**
 * A notice that one replica has claimed.
 *
 * @param attempts this one included; also the fence: what a later claim has counted up is no longer ours to record
 * @param contactKeys of one contact: the one by which equal contacts are told, and any under which preferences may stand
 * @param recipient empty where it can't be read any more
 * @param siteZone for those whose own is not known
 * @param refusedBy channels that will never take it
 */
record DueNotice(
        UUID id,
        String key,
        Purpose purpose,
        String template,
        String subject,
        String site,
        ZoneId siteZone,
        List<String> contactKeys,
        Optional<String> collapseKey,
        Optional<Recipient> recipient,
        Map<String, NoticeValue> values,
        List<Attachment> attachments,
        Instant dueAt,
        Instant latestUsefulAt,
        boolean withdrawn,
        int attempts,
        Set<Channel> refusedBy) {

    String contactKey() {
        return contactKeys.get(0);
    }

    /** Whether an earlier attempt has been made, with whatever outcome. */
    boolean wasTried() {
        return attempts > 1;
    }

    ZoneId zone() {
        return recipient.flatMap(Recipient::timeZone).map(ZoneId::of).orElse(siteZone);
    }

    @Override
    public String toString() {
        return "notice " + key;
    }
}
