package org.carepromise.messaging.script;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * One edition of an answer in one language. Its words never change; other words are another edition.
 *
 * @param name what it answers; its translations have the same
 * @param approvedBy the clinical lead who answers for it
 */
record Script(
        UUID id,
        String name,
        String topic,
        String language,
        int edition,
        String title,
        String body,
        State state,
        String draftedBy,
        Instant draftedAt,
        Optional<String> approvedBy,
        Optional<Instant> approvedAt,
        Optional<Instant> retiredAt,
        long version) {

    enum State {
        DRAFT,
        APPROVED,
        RETIRED
    }

    Script approved(String by, Instant at) {
        return in(State.APPROVED, Optional.of(by), Optional.of(at), Optional.empty());
    }

    Script retired(Instant at) {
        return in(State.RETIRED, approvedBy, approvedAt, Optional.of(at));
    }

    private Script in(State next, Optional<String> by, Optional<Instant> approved, Optional<Instant> retired) {
        return new Script(
                id,
                name,
                topic,
                language,
                edition,
                title,
                body,
                next,
                draftedBy,
                draftedAt,
                by,
                approved,
                retired,
                version + 1);
    }
}
