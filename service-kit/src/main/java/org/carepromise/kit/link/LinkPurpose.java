package org.carepromise.kit.link;

import org.carepromise.kit.id.IdType;

/**
 * The one thing that a link is good for. The purpose is signed with the link, so a link to confirm cannot cancel.
 *
 * @param id {@code appointment-cancellation}; never changes once links are out
 * @param subject the kind of thing that it is about
 * @param path where its links lead, below the public address; begins and ends in a slash
 */
public record LinkPurpose(String id, IdType subject, String path) {

    /** @throws IllegalArgumentException where the id or the path has another form */
    public LinkPurpose {
        if (!id.matches("[a-z][a-z-]{1,63}")) {
            throw new IllegalArgumentException("a link's purpose is lower-case letters and hyphens: " + id);
        }
        if (!path.matches("(/[a-z0-9-]+)+/")) {
            throw new IllegalArgumentException("a link's path begins and ends in a slash: " + path);
        }
    }
}
