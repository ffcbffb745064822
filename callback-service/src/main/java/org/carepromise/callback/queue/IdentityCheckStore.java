package org.carepromise.callback.queue;

import java.util.List;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;

import org.carepromise.kit.id.IdType;
import org.carepromise.kit.tx.Sql;
import org.carepromise.kit.tx.Tx;

/** Who was checked under which lease. */
@ApplicationScoped
class IdentityCheckStore {

    private static final String INSERT =
            """
            INSERT INTO callback_identity_check (id, callback_id, lease_token, identifiers, result, agent, checked_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7)
            """;

    private static final String LAST =
            """
            SELECT result FROM callback_identity_check WHERE callback_id = $1 AND lease_token = $2
             ORDER BY id DESC LIMIT 1
            """;

    Uni<?> insert(Tx tx, UUID callback, UUID lease, List<Identifier> identifiers, IdentityResult result, String agent) {
        return tx.run(
                INSERT,
                IdType.next(tx.now()),
                callback,
                lease,
                identifiers.stream().map(Identifier::name).toArray(String[]::new),
                result.name(),
                agent,
                tx.now());
    }

    /** @return the last result under a lease, or null */
    Uni<IdentityResult> last(SqlClient client, UUID callback, UUID lease) {
        return Sql.first(client, row -> IdentityResult.valueOf(row.getString("result")), LAST, callback, lease);
    }
}
