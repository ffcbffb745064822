package org.carepromise.callback.queue;

import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;

import org.carepromise.kit.tx.Sql;
import org.carepromise.kit.tx.Tx;

/** What the telephony was asked to dial. */
@ApplicationScoped
class DialStore {

    private static final String INSERT =
            """
            INSERT INTO callback_dial (id, callback_id, lease_token, agent, requested_at) VALUES ($1, $2, $3, $4, $5)
            """;

    private static final String LEASE_OF = "SELECT lease_token FROM callback_dial WHERE id = $1 AND callback_id = $2";

    Uni<?> insert(Tx tx, UUID id, UUID callback, UUID lease, String agent) {
        return tx.run(INSERT, id, callback, lease, agent, tx.now());
    }

    /** @return the token of the lease that a dial of this callback was asked under, or null */
    Uni<UUID> leaseOf(SqlClient client, UUID dial, UUID callback) {
        return Sql.first(client, row -> row.getUUID("lease_token"), LEASE_OF, dial, callback);
    }
}
