package org.carepromise.callback.roster;

import java.time.Instant;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;

import org.carepromise.kit.tx.Sql;
import org.carepromise.kit.tx.Tx;

/** Agents who were seen at a site. */
@ApplicationScoped
class SeenAgentStore {

    // An agent who was seen a moment ago is not written anew.
    private static final String SEE =
            """
            INSERT INTO callback_agent (site_id, agent, skills, languages, seen_until, missed)
            VALUES ($1, $2, $3, $4, $5, false)
                ON CONFLICT (site_id, agent) DO UPDATE
               SET skills = excluded.skills, languages = excluded.languages, seen_until = excluded.seen_until,
                   missed = false
             WHERE (callback_agent.skills, callback_agent.languages) <> (excluded.skills, excluded.languages)
                OR callback_agent.seen_until < excluded.seen_until - interval '1 minute'
            """;

    private static final String SEE_AGAIN =
            """
            UPDATE callback_agent SET seen_until = $3, missed = false
             WHERE site_id = $1 AND agent = $2 AND seen_until < $3::timestamptz - interval '1 minute'
            """;

    private static final String MISSING =
            """
            WITH gone AS (
                UPDATE callback_agent SET seen_until = least(seen_until, $1), missed = true
                 WHERE %s AND NOT missed RETURNING site_id, skills, languages)
            INSERT INTO capacity_fall (site_id, fallen_at, skills, languages)
            SELECT site_id, $1, skills, languages FROM gone
            """;

    private static final String MISS = MISSING.formatted("seen_until <= $1");

    private static final String SIGN_OFF = MISSING.formatted("site_id = $2 AND agent = $3");

    private static final String NEXT_MISSED_AT =
            "SELECT seen_until FROM callback_agent WHERE NOT missed ORDER BY seen_until LIMIT 1";

    private static final String OF_SITE =
            """
            SELECT skills, languages, seen_until > $2 AS present FROM callback_agent
             WHERE site_id = $1 AND seen_until > $3
            """;

    Uni<?> see(Tx tx, String site, String agent, SeenAgent seen, Instant until) {
        return tx.run(SEE, site, agent, sorted(seen.skills()), sorted(seen.languages()), until);
    }

    /** The same of an agent whose skills are known from before. */
    Uni<?> seeAgain(Tx tx, String site, String agent, Instant until) {
        return tx.run(SEE_AGAIN, site, agent, until);
    }

    /** Notes as a fall of capacity who was not seen again. */
    Uni<?> miss(Tx tx) {
        return tx.run(MISS, tx.now());
    }

    /** The same of one agent who leaves. */
    Uni<?> signOff(Tx tx, String site, String agent) {
        return tx.run(SIGN_OFF, tx.now(), site, agent);
    }

    /** @return when somebody is missed next, or null */
    Uni<Instant> nextMissedAt(SqlClient client) {
        return Sql.first(client, row -> Sql.instant(row, "seen_until"), NEXT_MISSED_AT);
    }

    /** @param rememberedSince a site at which nobody was seen since then does not sign in */
    Uni<SignedIn> ofSite(SqlClient client, String site, Instant now, Instant rememberedSince) {
        return Sql.run(client, OF_SITE, site, now, rememberedSince).map(rows -> {
            var seen = Sql.list(rows, row -> row);
            return new SignedIn(
                    !seen.isEmpty(),
                    seen.stream()
                            .filter(row -> row.getBoolean("present"))
                            .map(SeenAgentStore::from)
                            .toList());
        });
    }

    private static String[] sorted(Set<String> names) {
        return names.stream().sorted().toArray(String[]::new);
    }

    private static SeenAgent from(Row row) {
        return seen(row.getArrayOfStrings("skills"), row.getArrayOfStrings("languages"));
    }

    static SeenAgent seen(String[] skills, String[] languages) {
        return new SeenAgent(Set.of(skills), Set.of(languages));
    }
}
