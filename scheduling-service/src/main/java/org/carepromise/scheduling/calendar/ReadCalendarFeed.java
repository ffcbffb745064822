package org.carepromise.scheduling.calendar;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;

import org.carepromise.kit.problem.HttpProblem;
import org.carepromise.kit.problem.Problem;
import org.carepromise.kit.site.Sites;
import org.carepromise.kit.time.ProductClock;
import org.carepromise.scheduling.calendar.CalendarFeedStore.Busy;

/** What a provider's calendar shows: when and where, by the appointment's reference; no patient and no kind of visit. */
@ApplicationScoped
class ReadCalendarFeed {

    private final Pool pool;
    private final CalendarFeedStore store;
    private final Sites sites;
    private final ProductClock clock;
    private final CalendarConfig.Feed config;

    ReadCalendarFeed(Pool pool, CalendarFeedStore store, Sites sites, ProductClock clock, CalendarConfig config) {
        this.pool = pool;
        this.store = store;
        this.sites = sites;
        this.clock = clock;
        this.config = config.feed();
    }

    /**
     * A feed as it stands.
     *
     * @param etag of what it tells, without the time of writing: calendars that ask again are spared the same
     * @param text null where the reader has it
     */
    record Feed(String etag, String text) {}

    /** @throws Problem {@code not-found} where the token opens nothing */
    Uni<Feed> read(FeedToken token, String ifNoneMatch) {
        var now = clock.instant();
        return store.openedBy(pool, token).flatMap(opened -> {
            if (opened == null) {
                throw Problem.of(HttpProblem.NOT_FOUND);
            }
            return store.busy(
                            pool,
                            opened.provider(),
                            now.minus(config.back()),
                            now.plus(config.ahead()),
                            now.minus(config.cancelledFor()))
                    .map(busy -> {
                        var entries = busy.stream().map(this::entry).toList();
                        var etag = etag(opened.name(), entries);
                        return new Feed(
                                etag,
                                matches(ifNoneMatch, etag)
                                        ? null
                                        : WriteCalendar.feed(opened.name(), entries, config.refreshAfter(), now));
                    });
        });
    }

    private CalendarEntry entry(Busy busy) {
        return new CalendarEntry(
                busy.appointment(),
                busy.sequence(),
                busy.cancelled(),
                busy.startsAt(),
                busy.endsAt(),
                "Appointment " + busy.reference(),
                Invitations.placeOf(sites, busy.site()),
                sites.zoneOf(busy.site()));
    }

    /** Weak: two calendars that tell the same differ in the time at which they were written. */
    private static String etag(String name, List<CalendarEntry> entries) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            digest.update(name.getBytes(StandardCharsets.UTF_8));
            entries.forEach(entry -> digest.update(("\n" + entry).getBytes(StandardCharsets.UTF_8)));
            return "W/\"" + Base64.getUrlEncoder().withoutPadding().encodeToString(digest.digest()) + "\"";
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** RFC 9110 §13.1.2: a list of which any may match, compared weakly. */
    private static boolean matches(String ifNoneMatch, String etag) {
        if (ifNoneMatch == null) {
            return false;
        }
        var opaque = etag.substring("W/".length());
        for (var tag : ifNoneMatch.split(",")) {
            var its = tag.strip();
            if (its.equals("*") || its.equals(etag) || its.equals(opaque)) {
                return true;
            }
        }
        return false;
    }
}
