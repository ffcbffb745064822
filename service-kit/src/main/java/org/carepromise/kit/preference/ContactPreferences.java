package org.carepromise.kit.preference;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlClient;

import org.carepromise.kit.crypto.HashFollower;
import org.carepromise.kit.tx.Tx;

/**
 * How contacts want to be reached: the last answer known here, so that nobody waits for the service where preferences are
 * kept, whether it is up or down. A contact of whom nothing was heard has {@link Preference#NONE}.
 */
@ApplicationScoped
public class ContactPreferences implements HashFollower {

    private final Pool pool;
    private final PreferenceStore store;

    ContactPreferences(Pool pool, PreferenceStore store) {
        this.pool = pool;
        this.store = store;
    }

    /** @param contactKeys those of one contact, as {@code PatientKeys} gives them */
    public Uni<Preference> of(List<String> contactKeys) {
        return of(pool, List.of(contactKeys)).map(known -> known.getOrDefault(contactKeys, Preference.NONE));
    }

    /**
     * Those of many, in one statement; contacts of whom nothing is known are not in the map. Where one is known under two keys
     * the newer answer counts.
     */
    public Uni<Map<List<String>, Preference>> of(SqlClient client, Collection<List<String>> contacts) {
        var keys = contacts.stream().flatMap(List::stream).collect(Collectors.toSet());
        return store.find(client, keys).map(found -> {
            var byKey =
                    found.stream().collect(Collectors.toMap(PreferenceStore.Known::contactKey, Function.identity()));
            var known = new HashMap<List<String>, Preference>();
            for (var contact : contacts) {
                contact.stream()
                        .map(byKey::get)
                        .filter(Objects::nonNull)
                        .max(Comparator.comparingLong(PreferenceStore.Known::version))
                        .ifPresent(newest -> known.put(contact, newest.preference()));
            }
            return known;
        });
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

    /** Rows know nobody's phone: they move with those of the tables that do. */
    @Override
    public Uni<?> follow(Tx tx, Map<String, String> anew) {
        return store.move(tx, anew);
    }
}
