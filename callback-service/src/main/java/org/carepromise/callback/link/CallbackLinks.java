package org.carepromise.callback.link;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import org.carepromise.callback.Ids;
import org.carepromise.kit.link.Link;
import org.carepromise.kit.link.LinkPurpose;
import org.carepromise.kit.link.Links;
import org.carepromise.kit.notice.NoticeValue;

/** The link by which a patient sees, moves or cancels a callback. It goes to the number that is to be called, nowhere else. */
@ApplicationScoped
public class CallbackLinks {

    public static final LinkPurpose MANAGING = new LinkPurpose("callback-managing", Ids.CALLBACK, "/c/");

    /** Who is called late, or tried again after a weekend, may still move it. */
    private static final Duration WORKS_BEYOND_LIMIT = Duration.ofDays(7);

    private final Links links;

    CallbackLinks(Links links) {
        this.links = links;
    }

    /**
     * The link for a text.
     *
     * @param sequence of the callback, which the link dies with
     * @param dueAt the limit of its promise
     */
    public NoticeValue of(UUID callback, int sequence, Instant dueAt) {
        return NoticeValue.words(links.url(new Link(MANAGING, callback, dueAt.plus(WORKS_BEYOND_LIMIT), sequence)));
    }
}
