package org.carepromise.kit.retention;

import java.time.Instant;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;

import org.carepromise.kit.tx.Sql;
import org.carepromise.kit.tx.Tx;

@ApplicationScoped
class RetentionStore {

    /** The bytes of «retained». */
    private static final long LOCK = 0x7265_7461_696e_6564L;

    // Until the end of the transaction: one replica prunes at a time, and one that dies holds nobody up.
    private static final String TAKE_TURN = "SELECT pg_try_advisory_xact_lock($1) AS mine";

    Uni<Boolean> takeTurn(Tx tx) {
        return Sql.first(tx.reads(), row -> row.getBoolean("mine"), TAKE_TURN, LOCK);
    }

    Uni<Integer> prune(Tx tx, String statement, Instant before, int most) {
        return tx.run(statement, before, most).map(rows -> rows.rowCount());
    }

    Uni<Long> countOlder(SqlClient client, String statement, Instant before, int most) {
        return Sql.first(client, row -> row.getLong(0), statement, before, most);
    }
}
