package org.carepromise.scheduling.link;

import java.time.Instant;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import org.carepromise.kit.link.Link;
import org.carepromise.kit.link.LinkPurpose;
import org.carepromise.kit.link.Links;
import org.carepromise.kit.notice.NoticeValue;
import org.carepromise.scheduling.Ids;

/** The links that a patient gets with the texts about a visit. They work until it begins, or moves, or is cancelled. */
@ApplicationScoped
public class AppointmentLinks {

    private static final String PATH = "/a/";

    public static final LinkPurpose CONFIRMATION = new LinkPurpose("appointment-confirmation", Ids.APPOINTMENT, PATH);
    public static final LinkPurpose CANCELLATION = new LinkPurpose("appointment-cancellation", Ids.APPOINTMENT, PATH);
    public static final LinkPurpose RESCHEDULE = new LinkPurpose("appointment-reschedule", Ids.APPOINTMENT, PATH);

    private final Links links;

    AppointmentLinks(Links links) {
        this.links = links;
    }

    /**
     * A link for a text.
     *
     * @param sequence of the appointment, which the link dies with
     */
    public NoticeValue of(LinkPurpose purpose, UUID appointment, int sequence, Instant startsAt) {
        return NoticeValue.words(links.url(new Link(purpose, appointment, startsAt, sequence)));
    }
}
