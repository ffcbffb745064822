package org.carepromise.kit.audit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

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

    // One statement for each thing to search by: of a single one with «or is null» the server may keep a plan for any
    // parameters, which reads the whole trail. Nor does it know how few rows a patient has, so they are fetched first.
    private static final String PAGE =
            """
            WITH found AS %s (SELECT * FROM audit_entry WHERE %s)
            SELECT position, at, person, token, action, object, site_id, patient_ids, trace_id
              FROM found
             WHERE position > $1 AND ($2 OR site_id = ANY ($3) OR $4 AND site_id IS NULL)
             ORDER BY position LIMIT $5
            """;

    private static final String PAGE_OF_ALL = PAGE.formatted("NOT MATERIALIZED", "true");
    private static final String PAGE_OF_OBJECT = PAGE.formatted("NOT MATERIALIZED", "object = $6");
    private static final String PAGE_OF_PATIENT = PAGE.formatted("MATERIALIZED", "patient_ids @> ARRAY[$6]");
    private static final String PAGE_OF_OBJECT_AND_PATIENT =
            PAGE.formatted("NOT MATERIALIZED", "object = $6 AND patient_ids @> ARRAY[$7]");

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
        // what belongs to no site, such as a list over several, is told to whoever asks for one patient
        var ofNoSite = search.patient() != null;
        var sites = search.sites().names().toArray(String[]::new);
        var arguments = new ArrayList<Object>(List.of(after, search.sites().all(), sites, ofNoSite, limit));
        Stream.of(search.object(), search.patient()).filter(Objects::nonNull).forEach(arguments::add);
        return Sql.list(client, AuditStore::entry, pageBy(search), arguments.toArray());
    }

    private static String pageBy(AuditSearch search) {
        if (search.object() == null) {
            return search.patient() == null ? PAGE_OF_ALL : PAGE_OF_PATIENT;
        }
        return search.patient() == null ? PAGE_OF_OBJECT : PAGE_OF_OBJECT_AND_PATIENT;
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
