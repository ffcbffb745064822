package org.carepromise.broken;

import java.util.List;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;

import org.carepromise.kit.tx.Sql;
import org.carepromise.kit.tx.Tx;

/** Use cases that write their own SQL. */
class StraySql {

    Uni<?> inATransaction(Tx tx) {
        return tx.run("SELECT 1");
    }
}

class StrayRead {

    Uni<?> onThePool(Pool pool) {
        return Sql.list(pool, row -> 1, "SELECT 1");
    }
}

class StrayQuery {

    Uni<?> onThePool(Pool pool) {
        return pool.preparedQuery("SELECT 1").execute();
    }
}

/** A resource that works with the transaction it should hand on. */
class NosyResource {

    Uni<Void> change(Tx tx) {
        return tx.together(List.of());
    }
}

/** A store may, and a value may read its row. */
class GoodStore {

    Uni<?> read(Pool pool) {
        return Sql.list(pool, GoodValue::from, "SELECT 1");
    }
}

record GoodValue(java.time.Instant at) {

    static GoodValue from(Row row) {
        return new GoodValue(Sql.instant(row, "at"));
    }
}
