package org.carepromise.callback.call;

import java.time.Instant;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What is known of a call. Facts only add up, so that reports may come in any order and more than once.
 *
 * @param language to be served in, a primary subtag
 * @param agent who answered
 * @param outcome as the telephony system words it
 * @param phone the caller's number in E.164
 * @param overflowedAt when it went on to the next place of an overflow plan; it may be answered there
 * @param transferredAt each hand-off after the answer
 * @param endedAt when the last one hung up
 * @param wrappedUpAt when the agent was free again
 */
record CallFacts(
        Optional<String> queue,
        Optional<String> topic,
        Optional<String> language,
        Optional<String> agent,
        Optional<String> outcome,
        Optional<String> phone,
        Optional<Instant> offeredAt,
        Optional<Instant> overflowedAt,
        Optional<Instant> answeredAt,
        Optional<Instant> abandonedAt,
        SortedSet<Instant> transferredAt,
        Optional<Instant> endedAt,
        Optional<Instant> wrappedUpAt) {

    /** Where both know a fact, this one's: {@link CallRules} has found no difference. */
    CallFacts plus(CallFacts other) {
        var transfers = new TreeSet<>(transferredAt);
        transfers.addAll(other.transferredAt);
        return new CallFacts(
                queue.or(other::queue),
                topic.or(other::topic),
                language.or(other::language),
                agent.or(other::agent),
                outcome.or(other::outcome),
                phone.or(other::phone),
                offeredAt.or(other::offeredAt),
                overflowedAt.or(other::overflowedAt),
                answeredAt.or(other::answeredAt),
                abandonedAt.or(other::abandonedAt),
                transfers,
                endedAt.or(other::endedAt),
                wrappedUpAt.or(other::wrappedUpAt));
    }

    @Override
    public String toString() {
        return "facts of a call";
    }
}
