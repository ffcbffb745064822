package org.carepromise.kit.notice;

import java.util.ArrayList;
import java.util.List;

/** What a service that has something to tell patients does not start without in production. */
final class NoticeStartRules {

    private NoticeStartRules() {}

    /** @return each fault naming the property to set */
    static List<String> faults(boolean anyChannel, boolean phone) {
        var faults = new ArrayList<String>();
        if (!anyChannel) {
            faults.add("no channel to patients is open; set carepromise.channels.mail.from (and quarkus.mailer.host),"
                    + " carepromise.channels.sms.url or carepromise.channels.push.url");
        }
        if (!phone) {
            faults.add(
                    "carepromise.notices.phone is missing: every text names the phone behind which a person answers");
        }
        return faults;
    }
}
