package org.carepromise.messaging.thread;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.carepromise.kit.promise.Promise;
import org.carepromise.kit.promise.PromiseState;
import org.carepromise.kit.site.PublishedPromise;

/**
 * What was promised since a thread waits. Promises of earlier rounds are over, however they ended.
 *
 * @param promises of this round alone
 */
record Round(List<Promise> promises) {

    static Round of(List<Promise> all, MessageThread thread) {
        var since = thread.course().waitingSince().orElse(Instant.MAX);
        return new Round(
                all.stream().filter(each -> !each.startedAt().isBefore(since)).toList());
    }

    /** What has not happened yet, in time or not. */
    Stream<Promise> unkept() {
        return promises.stream()
                .filter(each -> each.keptAt().isEmpty())
                .filter(each -> each.state().isOpen() || each.state() == PromiseState.BREACHED);
    }

    boolean has(PublishedPromise what) {
        return unkept().anyMatch(each -> each.policy().equals(what.id()));
    }

    /** The earliest limit of some kinds. */
    Optional<Instant> limit(PublishedPromise... kinds) {
        return unkept().filter(each ->
                        Arrays.stream(kinds).anyMatch(what -> each.policy().equals(what.id())))
                .map(each -> each.terms().limitAt())
                .min(Instant::compareTo);
    }

    /** The limit that comes next, or was passed first; none while paused. */
    Optional<Instant> next() {
        return unkept().filter(each -> each.state() != PromiseState.PAUSED)
                .map(each -> each.terms().limitAt())
                .min(Instant::compareTo);
    }
}
