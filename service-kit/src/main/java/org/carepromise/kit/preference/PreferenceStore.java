package org.carepromise.kit.preference;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;

import org.carepromise.kit.channel.Channel;
import org.carepromise.kit.tx.Sql;
import org.carepromise.kit.tx.Tx;

@ApplicationScoped
class PreferenceStore {

    private static final String FIND =
            """
            SELECT contact_key, version, language, channels, quiet_from, quiet_until, opted_out
              FROM contact_preference WHERE contact_key = ANY ($1)
            """;

    private static final String LEARN =
            """
            INSERT INTO contact_preference AS known
                   (contact_key, version, language, channels, quiet_from, quiet_until, opted_out, learned_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
            ON CONFLICT (contact_key) DO UPDATE
               SET version = excluded.version, language = excluded.language, channels = excluded.channels,
                   quiet_from = excluded.quiet_from, quiet_until = excluded.quiet_until,
                   opted_out = excluded.opted_out, learned_at = excluded.learned_at
             WHERE known.version < excluded.version
            """;

    // What was learnt under the new key meanwhile stays, if it is newer.
    private static final String MOVE =
            """
            WITH moved AS (
                DELETE FROM contact_preference USING unnest($1::text[], $2::text[]) AS pair (earlier, current)
                 WHERE contact_key = pair.earlier
                RETURNING pair.current, version, language, channels, quiet_from, quiet_until, opted_out, learned_at)
            INSERT INTO contact_preference AS known
                   (contact_key, version, language, channels, quiet_from, quiet_until, opted_out, learned_at)
            SELECT DISTINCT ON (current) * FROM moved ORDER BY current, version DESC
            ON CONFLICT (contact_key) DO UPDATE
               SET version = excluded.version, language = excluded.language, channels = excluded.channels,
                   quiet_from = excluded.quiet_from, quiet_until = excluded.quiet_until,
                   opted_out = excluded.opted_out, learned_at = excluded.learned_at
             WHERE known.version < excluded.version
            """;

    /** @param version of the contact, whatever key it is under */
    record Known(String contactKey, long version, Preference preference) {}

    Uni<List<Known>> find(SqlClient client, Collection<String> contactKeys) {
        return Sql.list(client, PreferenceStore::from, FIND, (Object) contactKeys.toArray(String[]::new));
    }

    Uni<?> move(Tx tx, Map<String, String> anew) {
        var old = anew.keySet().toArray(String[]::new);
        return tx.run(MOVE, old, Arrays.stream(old).map(anew::get).toArray(String[]::new));
    }

    Uni<Boolean> learn(Tx tx, String contactKey, long version, Preference preference) {
        return tx.run(
                        LEARN,
                        contactKey,
                        version,
                        preference.language().orElse(null),
                        preference.channels().stream().map(Channel::name).toArray(String[]::new),
                        preference.quietHours().map(QuietHours::from).orElse(null),
                        preference.quietHours().map(QuietHours::until).orElse(null),
                        preference.optedOut().toArray(String[]::new),
                        tx.now())
                .map(rows -> rows.rowCount() == 1);
    }

    private static Known from(Row row) {
        var quietFrom = row.getLocalTime("quiet_from");
        return new Known(
                row.getString("contact_key"),
                row.getLong("version"),
                new Preference(
                        Optional.ofNullable(row.getString("language")),
                        Arrays.stream(row.getArrayOfStrings("channels"))
                                .map(Channel::valueOf)
                                .toList(),
                        Optional.ofNullable(quietFrom)
                                .map(from -> new QuietHours(from, row.getLocalTime("quiet_until"))),
                        Set.of(row.getArrayOfStrings("opted_out"))));
    }
}
