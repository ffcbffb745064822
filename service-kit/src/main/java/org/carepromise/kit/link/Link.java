package org.carepromise.kit.link;

import java.time.Instant;
import java.util.UUID;

import org.carepromise.kit.access.Caller;
import org.carepromise.kit.problem.Problem;

/**
 * What a link says. It works without login: whoever has it may do this one thing to this one subject until it expires, or
 * until the subject has moved on. Nothing about it is stored; {@link Links} signs it and reads it.
 *
 * @param subject the id of what it is about, of the purpose's kind
 * @param expiresAt by the product's clock, in whole seconds; at this instant it works no more
 * @param epoch counts how often the subject has moved on since it was made; an appointment's sequence. 0 to 65,535
 */
public record Link(LinkPurpose purpose, UUID subject, Instant expiresAt, long epoch) {

    /** The last instant that a link can name, in 2106. */
    public static final Instant LAST = Instant.ofEpochSecond(0xFFFF_FFFFL);

    private static final long LAST_EPOCH = 0xFFFF;

    /**
     * @param expiresAt is rounded down to the second
     * @throws IllegalArgumentException where epoch or expiry are out of bounds
     */
    public Link {
        if (epoch < 0 || epoch > LAST_EPOCH) {
            throw new IllegalArgumentException("a link's epoch is out of bounds: " + epoch);
        }
        expiresAt = Instant.ofEpochSecond(expiresAt.getEpochSecond());
        if (expiresAt.isBefore(Instant.EPOCH) || expiresAt.isAfter(LAST)) {
            throw new IllegalArgumentException("a link expires between 1970 and 2106");
        }
    }

    /** The subject's id as it goes over the wire. */
    public String subjectId() {
        return purpose.subject().format(subject);
    }

    /**
     * @param current the subject's epoch now
     * @throws Problem {@code link-superseded} where the subject has moved on since
     */
    public void requireEpoch(long current) {
        if (epoch != current) {
            throw Problem.of(LinkProblem.LINK_SUPERSEDED);
        }
    }

    /**
     * Whoever follows it, for use cases and the audit trail.
     *
     * @param site the subject's
     */
    public Caller caller(String site) {
        return Caller.byLink(purpose.id() + ":" + subjectId(), site);
    }
}
