package org.carepromise.callback.call;

import java.time.Instant;
import java.util.UUID;

import org.carepromise.callback.Ids;

/**
 * A call at a site.
 *
 * @param name by which its telephony system knows it
 * @param contactTold whether the contact that it was has been told of
 * @param reportedAt when the newest fact came
 */
record Call(
        UUID id,
        Name name,
        String site,
        CallFacts facts,
        boolean contactTold,
        Instant reportedAt,
        long version,
        Instant createdAt) {

    /** @param source the telephony system */
    record Name(String source, String callId) {}

    static Call first(UUID id, Name name, String site, CallFacts facts, Instant now) {
        return new Call(id, name, site, facts, false, now, 1, now);
    }

    Call with(CallFacts its, Instant now) {
        return new Call(id, name, site, its, contactTold, now, version + 1, createdAt);
    }

    Call told() {
        return new Call(id, name, site, facts, true, reportedAt, version, createdAt);
    }

    /** A conversation that is over, of somebody who can be recognised, about something known. */
    boolean isContact() {
        return facts.answeredAt().isPresent()
                && facts.endedAt().isPresent()
                && facts.phone().isPresent()
                && facts.topic().isPresent();
    }

    String publicId() {
        return Ids.CALL.format(id);
    }

    @Override
    public String toString() {
        return "call " + publicId();
    }
}
