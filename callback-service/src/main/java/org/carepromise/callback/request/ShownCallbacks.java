package org.carepromise.callback.request;

import java.util.List;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;

import org.carepromise.kit.access.Caller;
import org.carepromise.kit.promise.Promise;
import org.carepromise.kit.promise.PromiseKeeper;
import org.carepromise.kit.site.Sites;
import org.carepromise.kit.triage.EmergencyJson;
import org.carepromise.kit.tx.Tx;

/** Callbacks as they are answered, with what was promised. */
@ApplicationScoped
public class ShownCallbacks {

    private final PromiseKeeper promises;
    private final Sites sites;

    ShownCallbacks(PromiseKeeper promises, Sites sites) {
        this.promises = promises;
        this.sites = sites;
    }

    public Uni<CallbackJson> one(Tx tx, Callback callback) {
        return promised(tx, callback).map(its -> CallbackJson.of(callback, its, sites.zoneOf(callback.site()), null));
    }

    /** For the agent who has just taken it, or holds it still. */
    public Uni<CallbackJson> leased(Tx tx, Callback callback) {
        var script = VoicemailScript.of(
                callback.language(),
                sites.find(callback.site())
                        .map(calendar -> calendar.site().name())
                        .orElse(callback.site()));
        return promised(tx, callback)
                .map(its -> CallbackJson.leased(callback, its, sites.zoneOf(callback.site()), script));
    }

    Uni<CallbackJson> asked(Tx tx, Caller caller, Callback callback, EmergencyJson emergency) {
        var zone = sites.zoneOf(callback.site());
        return promised(tx, callback)
                .map(its -> caller.hasToken()
                        ? CallbackJson.of(callback, its, zone, emergency)
                        : CallbackJson.forGuest(its, zone, emergency));
    }

    public Uni<List<CallbackJson>> all(Tx tx, List<Callback> callbacks) {
        return promises.of(
                        tx.reads(), callbacks.stream().map(Callback::publicId).toList())
                .map(found -> {
                    var bySubject = found.stream().collect(Collectors.groupingBy(Promise::subject));
                    return callbacks.stream()
                            .map(each -> CallbackJson.of(
                                    each,
                                    bySubject.getOrDefault(each.publicId(), List.of()),
                                    sites.zoneOf(each.site()),
                                    null))
                            .toList();
                });
    }

    /** What was promised of it, by limit. */
    public Uni<List<Promise>> promised(Tx tx, Callback callback) {
        return promises.of(tx.reads(), List.of(callback.publicId()));
    }
}
