package org.carepromise.scheduling.waitlist;

import java.util.Collection;
import java.util.List;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import org.carepromise.kit.id.IdType;
import org.carepromise.kit.timer.Timer;
import org.carepromise.kit.timer.Timers;
import org.carepromise.kit.tx.Tx;

/**
 * Hears of seats that come free, and sees to it that they are offered to those who wait (docs/adr/0020-waiting-list.md). Where
 * somebody might want them they stay taken until then, so that nobody is faster.
 */
@ApplicationScoped
public class FreedSeats {

    private final FreedSeatStore store;
    private final Timers timers;
    private final WaitlistConfig config;

    FreedSeats(FreedSeatStore store, Timers timers, WaitlistConfig config) {
        this.store = store;
        this.timers = timers;
        this.config = config;
    }

    /**
     * Statements for the commit of what frees seats, behind those that free them.
     *
     * @param subject the typed id of what had the seats
     * @param change of the subject: differs with each time it frees seats
     * @param slots of one session
     */
    public List<Uni<?>> freed(Tx tx, String subject, long change, String site, Collection<UUID> slots) {
        var keep = IdType.next(tx.now());
        var data = new JsonObject().put("keep", keep.toString()).put("slots", new JsonArray(texts(slots)));
        return List.of(
                store.keep(tx, slots, keep, tx.now().plus(config.keepWithin())),
                timers.set(tx, List.of(new Timer(OfferFreedSeats.KIND, subject, 0, change, tx.now(), site, data))));
    }

    private static List<String> texts(Collection<UUID> ids) {
        return ids.stream().map(UUID::toString).toList();
    }
}
