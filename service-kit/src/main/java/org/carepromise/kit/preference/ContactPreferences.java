package org.carepromise.kit.preference;

import java.util.Collection;
import java.util.List;
import java.util.Map;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlClient;

import org.carepromise.kit.tx.Tx;

/**
 * How contacts want to be reached: the last answer known here, so that nobody waits for the service where preferences are
 * kept, whether it is up or down. A contact of whom nothing was heard has {@link Preference#NONE}.
 */
@ApplicationScoped
public class ContactPreferences {

    private final Pool pool;
    private final PreferenceStore store;

    ContactPreferences(Pool pool, PreferenceStore store) {
        this.pool = pool;
        this.store = store;
    }

    /** @param contactKey as {@code Patient} has it */
    public Uni<Preference> of(String contactKey) {
        return of(pool, List.of(contactKey)).map(known -> known.getOrDefault(contactKey, Preference.NONE));
    }

    /** Those of many, in one statement; contacts of whom nothing is known are not in the map. */
    public Uni<Map<String, Preference>> of(SqlClient client, Collection<String> contactKeys) {
        return store.find(client, contactKeys);
    }

    /**
     * Takes what was heard from where preferences are kept. News may come late and twice.
     *
     * @param version rises with each change of this contact's preference; an older or equal one changes nothing
     * @return whether it was news
     */
    public Uni<Boolean> learn(Tx tx, String contactKey, long version, Preference preference) {
        return store.learn(tx, contactKey, version, preference);
    }
}
