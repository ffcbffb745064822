package org.carepromise.scheduling.imports;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;

import org.carepromise.kit.tx.Constraints;
import org.carepromise.kit.tx.DrawnTwice;
import org.carepromise.kit.tx.Sql;
import org.carepromise.kit.tx.Tx;

@ApplicationScoped
class ExternalRefStore {

    private static final String NAMES_ONE = "external_ref_names_one";

    private static final String FIND =
            """
            SELECT external_ref.system, external_ref.ref, external_ref.subject_id
              FROM unnest($2::text[], $3::text[]) AS wanted (system, ref)
              JOIN external_ref ON external_ref.kind = $1 AND external_ref.system = wanted.system
                               AND external_ref.ref = wanted.ref
            """;

    private static final String OF_SUBJECTS =
            """
            SELECT system, ref, subject_id FROM external_ref
             WHERE kind = $1 AND subject_id = ANY ($2)
             ORDER BY system, ref
            """;

    private static final String INSERT =
            """
            INSERT INTO external_ref (kind, system, ref, subject_id)
            SELECT $1, named.system, named.ref, $2 FROM unnest($3::text[], $4::text[]) AS named (system, ref)
            """;

    Uni<Map<ExternalRef, UUID>> find(SqlClient client, String kind, Collection<ExternalRef> refs) {
        return Sql.run(client, FIND, kind, systems(refs), ids(refs)).map(rows -> {
            var found = new HashMap<ExternalRef, UUID>();
            rows.forEach(row -> found.put(ref(row), row.getUUID("subject_id")));
            return found;
        });
    }

    Uni<Map<UUID, List<ExternalRef>>> ofSubjects(SqlClient client, String kind, Collection<UUID> subjects) {
        return Sql.run(client, OF_SUBJECTS, kind, subjects.toArray(UUID[]::new)).map(rows -> {
            var found = new HashMap<UUID, List<ExternalRef>>();
            rows.forEach(row -> found.computeIfAbsent(row.getUUID("subject_id"), first -> new ArrayList<>())
                    .add(ref(row)));
            return found;
        });
    }

    /** What another file has named in the meantime is looked up again. */
    Uni<?> insert(Tx tx, String kind, UUID subject, Collection<ExternalRef> refs) {
        return tx.run(INSERT, kind, subject, systems(refs), ids(refs))
                .onFailure(Constraints.refusedBy(NAMES_ONE))
                .transform(DrawnTwice::new);
    }

    private static ExternalRef ref(Row row) {
        return new ExternalRef(row.getString("system"), row.getString("ref"));
    }

    private static String[] systems(Collection<ExternalRef> refs) {
        return refs.stream().map(ExternalRef::system).toArray(String[]::new);
    }

    private static String[] ids(Collection<ExternalRef> refs) {
        return refs.stream().map(ExternalRef::id).toArray(String[]::new);
    }
}
