package org.carepromise.callback.call;

import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;

/** How many called when, and how long it took: what staffing is planned from, and compared with. */
@ApplicationScoped
public class CallHistory {

    private final CallHistoryStore store;

    CallHistory(CallHistoryStore store) {
        this.store = store;
    }

    /**
     * The calls of a quarter of an hour.
     *
     * @param startsAt local; an hour that a clock shows twice is added up
     * @param offered at least 1
     * @param answered of those, by a person
     * @param meanHandlingTime of those answered whose end is known, from the answer to the end of wrap-up; empty where
     *     there is none
     */
    public record Interval(
            LocalDate date, LocalTime startsAt, int offered, int answered, Optional<Duration> meanHandlingTime) {}

    /** The quarters of local hours with at least one call, in order. */
    public Uni<List<Interval>> intervals(
            SqlClient client, String site, LocalDate fromInclusive, LocalDate untilExclusive, ZoneId zone) {
        return store.intervals(client, site, fromInclusive, untilExclusive, zone);
    }
}
