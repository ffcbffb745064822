package org.carepromise.kit.event;

import java.time.Instant;
import java.util.UUID;

import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;

import org.carepromise.kit.tx.Sql;

/**
 * An event that the relay has numbered: committed, and never overtaken.
 *
 * @param position its place in the log, from 1 on and without gaps
 * @param site the site it happened at, or {@link Event#EVERYWHERE}
 */
public record NumberedEvent(
        long position, UUID id, String type, String subject, String site, Instant time, JsonObject data) {

    /** The columns that {@link #from} reads. */
    static final String COLUMNS = "position, id, type, subject, site_id, time, data";

    static NumberedEvent from(Row row) {
        return new NumberedEvent(
                row.getLong("position"),
                row.getUUID("id"),
                row.getString("type"),
                row.getString("subject"),
                row.getString("site_id"),
                Sql.instant(row, "time"),
                row.getJsonObject("data"));
    }
}
