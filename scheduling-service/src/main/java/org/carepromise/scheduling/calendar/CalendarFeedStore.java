package org.carepromise.scheduling.calendar;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;

import org.carepromise.kit.access.Scope;
import org.carepromise.kit.tx.Sql;
import org.carepromise.kit.tx.Tx;

@ApplicationScoped
class CalendarFeedStore {

    /** No provider sees more in seven months; what lies farther ahead falls out first. */
    private static final int MOST = 20_000;

    private static final String SITES = "SELECT site_ids FROM provider WHERE id = $1";

    private static final String INSERT =
            "INSERT INTO calendar_feed (id, provider_id, token_hash, version, created_at) VALUES ($1, $2, $3, 1, $4)";

    private static final String FEED =
            """
            SELECT calendar_feed.id, calendar_feed.provider_id, provider.site_ids, calendar_feed.version,
                   calendar_feed.created_at
              FROM calendar_feed
              JOIN provider ON provider.id = calendar_feed.provider_id
            """;

    private static final String LOCK = FEED + " WHERE calendar_feed.id = $1 FOR UPDATE OF calendar_feed";

    private static final String FIND = FEED + " WHERE calendar_feed.id = $1";

    private static final String PAGE = FEED
            + """
             WHERE calendar_feed.id > $1 AND ($2 OR provider.site_ids <@ $3) AND %s
             ORDER BY calendar_feed.id LIMIT $4
            """;

    private static final String PAGE_OF_ALL = PAGE.formatted("true");
    private static final String PAGE_OF_PROVIDER = PAGE.formatted("calendar_feed.provider_id = $5");

    private static final String DELETE = "DELETE FROM calendar_feed WHERE id = $1";

    static final String OPENED_BY =
            """
            SELECT calendar_feed.provider_id, provider.name
              FROM calendar_feed
              JOIN provider ON provider.id = calendar_feed.provider_id
             WHERE calendar_feed.token_hash = $1
            """;

    static final String BUSY =
            """
            SELECT id, reference, site_id, starts_at, ends_at, state = 'CANCELLED' AS cancelled, sequence
              FROM appointment
             WHERE provider_id = $1 AND starts_at >= $2 AND starts_at < $3
               AND (state <> 'CANCELLED' OR cancelled_at > $4)
             ORDER BY starts_at, id LIMIT $5
            """;

    /** @return where the provider works, or null where there is no such provider */
    Uni<List<String>> sitesOf(SqlClient client, UUID provider) {
        return Sql.first(client, row -> List.of(row.getArrayOfStrings("site_ids")), SITES, provider);
    }

    Uni<?> insert(Tx tx, CalendarFeed feed, FeedToken token) {
        return tx.run(INSERT, feed.id(), feed.provider(), Buffer.buffer(token.hash()), feed.createdAt());
    }

    /** @return the feed, or null */
    Uni<CalendarFeed> find(SqlClient client, UUID id) {
        return Sql.first(client, CalendarFeedStore::feed, FIND, id);
    }

    /** @return the feed, locked, or null */
    Uni<CalendarFeed> lock(Tx tx, UUID id) {
        return Sql.first(tx.reads(), CalendarFeedStore::feed, LOCK, id);
    }

    Uni<List<CalendarFeed>> page(SqlClient client, Scope reach, UUID after, int limit) {
        return Sql.list(
                client,
                CalendarFeedStore::feed,
                PAGE_OF_ALL,
                after,
                reach.all(),
                reach.names().toArray(String[]::new),
                limit);
    }

    Uni<List<CalendarFeed>> pageOf(SqlClient client, UUID provider, Scope reach, UUID after, int limit) {
        return Sql.list(
                client,
                CalendarFeedStore::feed,
                PAGE_OF_PROVIDER,
                after,
                reach.all(),
                reach.names().toArray(String[]::new),
                limit,
                provider);
    }

    Uni<?> delete(Tx tx, UUID id) {
        return tx.run(DELETE, id);
    }

    /** Whose calendar a token opens. */
    record Opened(UUID provider, String name) {}

    /** @return null where the token opens none, or none any more */
    Uni<Opened> openedBy(SqlClient client, FeedToken token) {
        return Sql.first(
                client,
                row -> new Opened(row.getUUID("provider_id"), row.getString("name")),
                OPENED_BY,
                Buffer.buffer(token.hash()));
    }

    /** A time at which a provider is busy. */
    record Busy(
            UUID appointment,
            String reference,
            String site,
            Instant startsAt,
            Instant endsAt,
            boolean cancelled,
            int sequence) {}

    /** By time; what was cancelled before {@code cancelledAfter} is not among it. */
    Uni<List<Busy>> busy(SqlClient client, UUID provider, Instant from, Instant to, Instant cancelledAfter) {
        return Sql.list(client, CalendarFeedStore::busy, BUSY, provider, from, to, cancelledAfter, MOST);
    }

    private static Busy busy(Row row) {
        return new Busy(
                row.getUUID("id"),
                row.getString("reference"),
                row.getString("site_id"),
                Sql.instant(row, "starts_at"),
                Sql.instant(row, "ends_at"),
                row.getBoolean("cancelled"),
                row.getInteger("sequence"));
    }

    private static CalendarFeed feed(Row row) {
        return new CalendarFeed(
                row.getUUID("id"),
                row.getUUID("provider_id"),
                List.of(row.getArrayOfStrings("site_ids")),
                row.getLong("version"),
                Sql.instant(row, "created_at"));
    }
}
