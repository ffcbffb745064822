package org.carepromise.messaging.emergency;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import org.carepromise.kit.patient.PatientJson;
import org.carepromise.kit.peer.ServiceToken;
import org.carepromise.kit.pump.Pumps;
import org.carepromise.kit.site.Topic;
import org.carepromise.kit.testclock.ClockFollower;
import org.carepromise.kit.time.ProductClock;
import org.carepromise.kit.tx.Transactions;
import org.carepromise.kit.tx.Tx;
import org.carepromise.messaging.MessagingConfig;
import org.carepromise.messaging.emergency.CallbackLine.Said;
import org.carepromise.messaging.emergency.EmergencyCallback.State;
import org.carepromise.messaging.thread.Message;
import org.carepromise.messaging.thread.MessageStore;
import org.carepromise.messaging.thread.MessageThread;
import org.carepromise.messaging.thread.ThreadStore;

/**
 * Asks the callback service to call whoever wrote an emergency that nobody saw, before all others. It goes on while that
 * service is away, and never in silence: what is refused, or in vain for long, is told to whoever is on call.
 */
@ApplicationScoped
class MakeCallbacks implements ClockFollower {

    private static final String REFUSED = "emergency-callback-refused";
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration ONE_TRY_WITHIN = Duration.ofSeconds(30);
    private static final int BATCH = 20;
    private static final int OK = 200;
    private static final int CREATED = 201;

    /** What a change of configuration, or time, may put right. */
    private static final Set<Integer> WORTH_TRYING_AGAIN = Set.of(0, 401, 403, 404, 408, 429);

    private final Transactions transactions;
    private final EmergencyCallbackStore callbacks;
    private final ThreadStore threads;
    private final MessageStore messages;
    private final AlertOnCall alertOnCall;
    private final ProductClock clock;
    private final MessagingConfig.Callbacks config;
    private final Optional<CallbackLine> configured;

    MakeCallbacks(
            Transactions transactions,
            EmergencyCallbackStore callbacks,
            ThreadStore threads,
            MessageStore messages,
            AlertOnCall alertOnCall,
            ProductClock clock,
            MessagingConfig config,
            ServiceToken token,
            Vertx vertx) {
        this.transactions = transactions;
        this.callbacks = callbacks;
        this.threads = threads;
        this.messages = messages;
        this.alertOnCall = alertOnCall;
        this.clock = clock;
        this.config = config.callbacks();
        this.configured = config.callbacks().service().map(address -> new CallbackLine(vertx, address, token::get));
    }

    void start(@Observes StartupEvent start, Pumps pumps) {
        configured.ifPresent(
                line -> pumps.run("callbacks of emergencies", PAUSE, () -> makeDue(clock.machineInstant(), line)));
    }

    /** A sandbox's clock that has arrived finds them asked for. */
    @Override
    public Uni<Void> arriveAt(Instant now) {
        return configured
                .map(line -> makeDue(clock.machineInstant(), line).replaceWithVoid())
                .orElseGet(() -> Uni.createFrom().voidItem());
    }

    @Override
    public boolean arrivesAtStart() {
        return false;
    }

    /**
     * Asks for those that are due.
     *
     * @param at the machine's time
     * @return whether there are probably more
     */
    Uni<Boolean> makeDue(Instant at, CallbackLine line) {
        return transactions
                .run(tx -> callbacks.claim(tx, at, at.plus(ONE_TRY_WITHIN), BATCH))
                .flatMap(claimed -> Multi.createFrom()
                        .iterable(claimed)
                        .onItem()
                        .transformToUniAndConcatenate(each -> make(each, at, line))
                        .collect()
                        .asList()
                        .replaceWith(claimed.size() == BATCH));
    }

    private record Facts(MessageThread thread, String person) {}

    private Uni<Void> make(EmergencyCallback each, Instant at, CallbackLine line) {
        return transactions
                .run(tx -> threads.find(tx.reads(), each.thread()).flatMap(thread -> messages.last(
                                tx.reads(), each.thread(), 1)
                        .map(last -> new Facts(
                                thread,
                                last.stream().map(Message::person).findFirst().orElse("")))))
                .flatMap(facts -> CallUnseen.isUnseen(facts.thread(), each.alert())
                        ? ask(each, facts, at, line)
                        : end(each, State.NOT_NEEDED, null));
    }

    private Uni<Void> ask(EmergencyCallback each, Facts facts, Instant at, CallbackLine line) {
        return line.post("/v1/callbacks", each.key(), facts.person(), body(facts.thread()))
                .flatMap(said -> said.status() == CREATED || said.status() == OK
                        ? first(each, facts, said, at, line)
                        : inVain(each, said, at));
    }

    /**
     * It counts as made where it comes before all others, or somebody calls at this moment. Where the patient may be called
     * later alone, at night or in a window that was chosen before, whoever is on call hears that nobody calls now.
     */
    private Uni<Void> first(EmergencyCallback each, Facts facts, Said promised, Instant at, CallbackLine line) {
        var id = promised.body().getString("id");
        return line.post(
                        "/v1/callbacks/" + id + "/priority",
                        each.key() + "-first",
                        facts.person(),
                        JsonObject.of("reason", "An emergency message that nobody saw in time"))
                .flatMap(said ->
                        said.status() == OK || "CLAIMED".equals(promised.body().getString("state"))
                                ? transactions.run(tx -> callbacks
                                        .end(tx, each.id(), State.MADE, id)
                                        .chain(() -> isLater(promised, tx.now())
                                                ? alert(tx, each)
                                                : Uni.createFrom().voidItem()))
                                : inVain(each, said, at));
    }

    private static boolean isLater(Said promised, Instant now) {
        var releaseAt = promised.body().getString("releaseAt");
        return releaseAt != null && OffsetDateTime.parse(releaseAt).toInstant().isAfter(now);
    }

    private Uni<Void> inVain(EmergencyCallback each, Said said, Instant at) {
        var again = (WORTH_TRYING_AGAIN.contains(said.status()) || said.status() >= 500)
                && each.createdAt().plus(config.triedFor()).isAfter(clock.instant());
        return transactions.run(tx -> (again
                        ? callbacks.again(
                                tx,
                                each.id(),
                                at.plus(RetryPlan.pause(each.tries(), config.retryAfter(), config.retryAtLeastEvery())))
                        : callbacks.end(tx, each.id(), State.REFUSED, null))
                .chain(() -> again && each.tries() < config.triesBeforeAlert()
                        ? Uni.createFrom().voidItem()
                        : alert(tx, each)));
    }

    /** Once: its cause is the thread and the alert that nobody followed. */
    private Uni<Void> alert(Tx tx, EmergencyCallback each) {
        return threads.lock(tx, each.thread())
                .flatMap(thread -> CallUnseen.isUnseen(thread, each.alert())
                        ? alertOnCall.raise(tx, thread, REFUSED)
                        : Uni.createFrom().voidItem());
    }

    private Uni<Void> end(EmergencyCallback each, State as, String callback) {
        return transactions
                .run(tx -> callbacks.end(tx, each.id(), as, callback))
                .replaceWithVoid();
    }

    /** Whom to call, and which thread to read before; none of what was written. */
    private static JsonObject body(MessageThread thread) {
        return new JsonObject()
                .put("patient", patient(thread))
                .put("site", thread.site())
                .put("topic", Topic.CLINICAL.id())
                .put("acceptLater", true);
    }

    private static JsonObject patient(MessageThread thread) {
        PatientJson block = thread.patient().block();
        var told = new JsonObject();
        thread.patient().id().ifPresent(id -> told.put("id", id));
        Optional.ofNullable(block.name()).ifPresent(name -> told.put("name", name));
        Optional.ofNullable(block.phone()).ifPresent(phone -> told.put("phone", phone));
        Optional.ofNullable(block.language()).ifPresent(language -> told.put("language", language));
        Optional.ofNullable(block.timeZone()).ifPresent(zone -> told.put("timeZone", zone));
        return told.put(
                "externalRefs",
                new JsonArray(new ArrayList<>(
                        List.of(JsonObject.of("system", "carepromise-messages", "id", thread.publicId())))));
    }
}
