package org.carepromise.messaging.ruleset;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A rule set as it is kept. Its text never changes; other rules are another one.
 *
 * @param rulesVersion as its text says
 * @param reason of whoever drafted it
 * @param before what decided when it was activated; empty for the one that comes with the product
 * @param signers of the last replay
 */
record KeptRuleSet(
        UUID id,
        String rulesVersion,
        String content,
        String reason,
        State state,
        String draftedBy,
        Instant draftedAt,
        Optional<Replay> replay,
        Optional<UUID> before,
        Optional<Instant> activatedAt,
        Optional<String> activatedBy,
        List<String> signers,
        long version) {

    enum State {
        DRAFT,
        ACTIVE,
        RETIRED
    }

    KeptRuleSet {
        signers = List.copyOf(signers);
    }

    KeptRuleSet replayed(Replay replayed) {
        return with(state, Optional.of(replayed), before, activatedAt, activatedBy, List.of());
    }

    KeptRuleSet signed(String person) {
        var more = new ArrayList<>(signers);
        more.add(person);
        return with(state, replay, before, activatedAt, activatedBy, more);
    }

    KeptRuleSet activated(Optional<UUID> replaced, String by, Instant at) {
        return with(State.ACTIVE, replay, replaced, Optional.of(at), Optional.of(by), signers);
    }

    /** Decides again, as it did: what decided before it stays what it goes back to. */
    KeptRuleSet again(String by, Instant at) {
        return with(State.ACTIVE, replay, before, Optional.of(at), Optional.of(by), signers);
    }

    KeptRuleSet retired() {
        return with(State.RETIRED, replay, before, activatedAt, activatedBy, signers);
    }

    private KeptRuleSet with(
            State next,
            Optional<Replay> replayed,
            Optional<UUID> replaced,
            Optional<Instant> at,
            Optional<String> by,
            List<String> signed) {
        return new KeptRuleSet(
                id,
                rulesVersion,
                content,
                reason,
                next,
                draftedBy,
                draftedAt,
                replayed,
                replaced,
                at,
                by,
                signed,
                version + 1);
    }
}
