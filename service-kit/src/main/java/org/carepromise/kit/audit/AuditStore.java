package org.carepromise.kit.audit;

import java.time.Instant;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;

import org.carepromise.kit.tx.Sql;
import org.carepromise.kit.tx.Tx;

@ApplicationScoped
class AuditStore {

    private static final long SEALER = 0x6175646974L; // «audit»

    private static final String BECOME_SEALER = "SELECT pg_try_advisory_xact_lock($1) AS mine";

    private static final String SEAL = "number, xid_from::text, xid_to::text, positions, row_hashes, previous, hash";

    private static final String LAST_SEAL = "SELECT " + SEAL + " FROM audit_seal ORDER BY number DESC LIMIT 1";

    // Every transaction below the oldest one still running is over: its rows are visible, or never will be. The
    // boundary
    // is cut where a batch is full, always between two transactions, and behind the first one however many rows it has.
    private static final String BOUNDARY =
            """
            SELECT coalesce(
                     (SELECT xid FROM audit_entry
                       WHERE xid > (SELECT xid FROM audit_entry WHERE xid >= $1::text::xid8 ORDER BY xid LIMIT 1)
                         AND xid < pg_snapshot_xmin(pg_current_snapshot())
                       ORDER BY xid OFFSET $2 LIMIT 1),
                     pg_snapshot_xmin(pg_current_snapshot()))::text AS boundary
            """;

    private static final String ENTRY = "position, at, person, token, action, object, site_id, patient_ids, trace_id";

    private static final String ROWS_OF_SEAL = "SELECT " + ENTRY
            + " FROM audit_entry WHERE xid >= $1::text::xid8 AND xid < $2::text::xid8 ORDER BY position";

    private static final String APPEND_SEAL =
            """
            INSERT INTO audit_seal (number, xid_from, xid_to, positions, row_hashes, previous, hash, sealed_at)
            VALUES ($1, $2::text::xid8, $3::text::xid8, $4, $5, $6, $7, $8)
            """;

    private static final String SEALS_AFTER =
            "SELECT " + SEAL + " FROM audit_seal WHERE number > $1 ORDER BY number LIMIT $2";

    private static final String COUNT_FROM = "SELECT count(*) AS n FROM audit_entry WHERE xid >= $1::text::xid8";

    private static final String PAGE = "SELECT " + ENTRY
            + """
             FROM audit_entry
             WHERE position > $1 AND ($2::text IS NULL OR object = $2) AND ($3::text IS NULL OR patient_ids @> ARRAY[$3])
               AND ($4 OR site_id = ANY ($5) OR site_id IS NULL AND $3 IS NOT NULL)
             ORDER BY position LIMIT $6
            """;

    Uni<Boolean> becomeSealer(Tx tx) {
        return Sql.first(tx.reads(), row -> row.getBoolean("mine"), BECOME_SEALER, SEALER);
    }

    Uni<AuditSeal> lastSeal(SqlClient client) {
        return Sql.first(client, AuditStore::seal, LAST_SEAL);
    }

    Uni<Long> boundary(SqlClient client, long xidFrom, int most) {
        return Sql.first(
                client, row -> Long.parseLong(row.getString("boundary")), BOUNDARY, Long.toString(xidFrom), most);
    }

    Uni<List<AuditEntry>> rows(SqlClient client, long xidFrom, long xidTo) {
        return Sql.list(client, AuditStore::entry, ROWS_OF_SEAL, Long.toString(xidFrom), Long.toString(xidTo));
    }

    Uni<Void> append(Tx tx, AuditSeal seal, Instant sealedAt) {
        return tx.run(
                        APPEND_SEAL,
                        seal.number(),
                        Long.toString(seal.xidFrom()),
                        Long.toString(seal.xidTo()),
                        seal.positions().toArray(Long[]::new),
                        Buffer.buffer(seal.rowHashes()),
                        Buffer.buffer(seal.previous()),
                        Buffer.buffer(seal.hash()),
                        sealedAt)
                .replaceWithVoid();
    }

    Uni<List<AuditSeal>> sealsAfter(SqlClient client, long number, int most) {
        return Sql.list(client, AuditStore::seal, SEALS_AFTER, number, most);
    }

    Uni<Long> countFrom(SqlClient client, long xidFrom) {
        return Sql.first(client, row -> row.getLong("n"), COUNT_FROM, Long.toString(xidFrom));
    }

    Uni<List<AuditEntry>> page(SqlClient client, AuditSearch search, long after, int limit) {
        return Sql.list(
                client,
                AuditStore::entry,
                PAGE,
                after,
                search.object(),
                search.patient(),
                search.sites().all(),
                search.sites().names().toArray(String[]::new),
                limit);
    }

    private static AuditEntry entry(Row row) {
        return new AuditEntry(
                row.getLong("position"),
                Sql.instant(row, "at"),
                row.getString("person"),
                row.getString("token"),
                row.getString("action"),
                row.getString("object"),
                row.getString("site_id"),
                List.of(row.getArrayOfStrings("patient_ids")),
                row.getString("trace_id"));
    }

    private static AuditSeal seal(Row row) {
        return new AuditSeal(
                row.getLong("number"),
                Long.parseLong(row.getString("xid_from")),
                Long.parseLong(row.getString("xid_to")),
                List.of(row.getArrayOfLongs("positions")),
                row.getBuffer("row_hashes").getBytes(),
                row.getBuffer("previous").getBytes(),
                row.getBuffer("hash").getBytes());
    }
}
