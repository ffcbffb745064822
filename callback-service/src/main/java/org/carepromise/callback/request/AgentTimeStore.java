package org.carepromise.callback.request;

import java.time.Instant;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;

import org.carepromise.callback.CallbacksConfig;
import org.carepromise.kit.tx.Sql;
import org.carepromise.kit.tx.Tx;

/** What agents took for the requests of each site. */
@ApplicationScoped
class AgentTimeStore {

    private static final String LEARN =
            """
            WITH ended AS (
                SELECT callback.site_id, count(DISTINCT callback.id)::int AS requests,
                       sum(extract(epoch FROM attempt.reported_at - coalesce(attempt.claimed_at, attempt.started_at)))
                           AS seconds
                  FROM callback JOIN callback_attempt AS attempt ON attempt.callback_id = callback.id
                 WHERE callback.ended_at > $1 AND callback.ended_at <= $2
                 GROUP BY callback.site_id),
            forgotten AS (
                DELETE FROM callback_agent_time WHERE site_id NOT IN (SELECT site_id FROM ended))
            INSERT INTO callback_agent_time (site_id, requests, seconds, learnt_at)
            SELECT site_id, requests, seconds, $2 FROM ended
                ON CONFLICT (site_id) DO UPDATE
               SET requests = excluded.requests, seconds = excluded.seconds, learnt_at = excluded.learnt_at
            """;

    private static final String OF_SITE = "SELECT requests, seconds FROM callback_agent_time WHERE site_id = $1";

    private final CallbacksConfig config;

    AgentTimeStore(CallbacksConfig config) {
        this.config = config;
    }

    /** From all sites' requests that ended after {@code since}. */
    Uni<?> learn(Tx tx, Instant since) {
        return tx.run(LEARN, since, tx.now());
    }

    Uni<AgentTime> ofSite(SqlClient client, String site) {
        return Sql.first(client, row -> learnt(row.getInteger("requests"), row.getDouble("seconds")), OF_SITE, site)
                .onItem()
                .ifNull()
                .continueWith(() -> learnt(0, 0));
    }

    private AgentTime learnt(int requests, double seconds) {
        return AgentTime.learnt(config.agentTime(), config.agentTimeBelief(), requests, seconds);
    }
}
