package org.carepromise.kit.notice;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import org.jboss.logging.Logger;

import org.carepromise.kit.channel.Channel;
import org.carepromise.kit.channel.Channels;
import org.carepromise.kit.channel.Outgoing;
import org.carepromise.kit.channel.Receipt;
import org.carepromise.kit.channel.Receipt.Outcome;
import org.carepromise.kit.event.Event;
import org.carepromise.kit.event.EventLog;
import org.carepromise.kit.preference.ContactPreferences;
import org.carepromise.kit.preference.Preference;
import org.carepromise.kit.pump.Pumps;
import org.carepromise.kit.site.Sites;
import org.carepromise.kit.testclock.ClockFollower;
import org.carepromise.kit.time.ProductClock;
import org.carepromise.kit.tx.Transactions;
import org.carepromise.kit.tx.Tx;

/**
 * Sends notices whose time has come, on every replica: claims some under a lease, decides what happens to each in the same
 * transaction, sends outside of it and records. Whoever dies in between leaves a lease that ends, and another sends again
 * under the same key.
 *
 * <p>Counts {@code carepromise_notices_total} by purpose, state and channel.
 */
@ApplicationScoped
public class DeliverNotices implements ClockFollower {

    private static final Logger LOG = Logger.getLogger(DeliverNotices.class);

    private static final Duration PAUSE = Duration.ofMillis(200);

    // All of a batch are answered within the lease: five rounds of eight, each within ten seconds.
    private static final int BATCH = 40;
    private static final int AT_ONCE = 8;

    private static final Map<NoticeState, String> EVENTS = Map.of(
            NoticeState.SENT, "carepromise.notice.sent.v1",
            NoticeState.DROPPED, "carepromise.notice.dropped.v1",
            NoticeState.GIVEN_UP, "carepromise.notice.given-up.v1");

    private final Transactions transactions;
    private final Pool pool;
    private final NoticeStore store;
    private final NoticeTemplates templates;
    private final NoticesConfig config;
    private final ContactPreferences preferences;
    private final Channels channels;
    private final Sites sites;
    private final EventLog events;
    private final ProductClock clock;
    private final MeterRegistry meters;
    private final Map<String, NoticeFollower> followers = new HashMap<>();

    DeliverNotices(
            Transactions transactions,
            Pool pool,
            NoticeStore store,
            NoticeTemplates templates,
            NoticesConfig config,
            ContactPreferences preferences,
            Channels channels,
            Sites sites,
            EventLog events,
            ProductClock clock,
            MeterRegistry meters,
            @Any Instance<NoticeFollower> followers) {
        this.transactions = transactions;
        this.pool = pool;
        this.store = store;
        this.templates = templates;
        this.config = config;
        this.preferences = preferences;
        this.channels = channels;
        this.sites = sites;
        this.events = events;
        this.clock = clock;
        this.meters = meters;
        for (var follower : followers) {
            if (this.followers.put(follower.purpose(), follower) != null) {
                throw new IllegalStateException("two followers of notices for " + follower.purpose());
            }
        }
    }

    void begin(@Observes StartupEvent start, Pumps pumps) {
        pumps.run("delivery of notices", PAUSE, () -> deliverDue(clock.instant(), clock.machineInstant())
                .map(claimed -> claimed > 0));
    }

    /** A sandbox's clock that has arrived finds its inbox filled. Elsewhere the pump alone waits for receivers. */
    @Override
    public Uni<Void> arriveAt(Instant now) {
        return deliverAllDue(now, clock.machineInstant());
    }

    @Override
    public boolean arrivesAtStart() {
        return false;
    }

    /** When the next notice may go that has not been tried yet, by the product's clock; null where none waits. */
    @Override
    public Uni<Instant> nextDueAt() {
        return store.nextDueAt(pool, clock.machineInstant());
    }

    /** Until nothing is left that may go. */
    public Uni<Void> deliverAllDue(Instant productNow, Instant machineNow) {
        return deliverDue(productNow, machineNow)
                .flatMap(handled -> handled == 0 ? Uni.createFrom().voidItem() : deliverAllDue(productNow, machineNow));
    }

    /**
     * One batch.
     *
     * @param productNow decides what is due, quiet hours and usefulness
     * @param machineNow decides leases and when to try again
     * @return how many were claimed
     */
    public Uni<Integer> deliverDue(Instant productNow, Instant machineNow) {
        long begun = System.nanoTime();
        return transactions.run(tx -> claim(tx, productNow, machineNow)).flatMap(claimed -> Multi.createFrom()
                .iterable(claimed.toSend().entrySet())
                .onItem()
                .transformToUni(
                        each -> deliver(each.getKey(), each.getValue(), new Moment(productNow, machineNow, begun)))
                .merge(AT_ONCE)
                .onItem()
                .ignoreAsUni()
                .replaceWith(claimed.all()));
    }

    /** Where time stood when a batch was claimed; it goes on while the batch is sent. */
    private record Moment(Instant product, Instant machine, long begunNanos) {

        Instant productNow() {
            return product.plus(passed());
        }

        Instant machineNow() {
            return machine.plus(passed());
        }

        private Duration passed() {
            return Duration.ofNanos(System.nanoTime() - begunNanos).truncatedTo(ChronoUnit.MICROS);
        }
    }

    private record Claimed(int all, Map<DueNotice, NoticeStep.Send> toSend) {}

    private Uni<Claimed> claim(Tx tx, Instant productNow, Instant machineNow) {
        return store.claim(tx, productNow, machineNow, machineNow.plus(config.leaseWithin()), BATCH)
                .flatMap(due -> due.isEmpty()
                        ? Uni.createFrom().item(new Claimed(0, Map.of()))
                        : preferences
                                .of(
                                        tx.reads(),
                                        due.stream().map(DueNotice::contactKeys).collect(Collectors.toSet()))
                                .flatMap(known -> decide(tx, due, known, productNow)));
    }

    private Uni<Claimed> decide(Tx tx, List<DueNotice> due, Map<List<String>, Preference> known, Instant productNow) {
        var plan = new NoticePlan(config.channels(), openChannels(), config.quietHours());
        var collapsed = NoticePlan.collapsed(due, productNow);
        var toSend = new LinkedHashMap<DueNotice, NoticeStep.Send>();
        var moved = new HashMap<UUID, Instant>();
        var ended = new LinkedHashMap<DueNotice, NoticeStep.End>();
        for (var notice : due) {
            var step = collapsed.contains(notice.id())
                    ? new NoticeStep.End(NoticeState.COLLAPSED, "newer")
                    : plan.step(notice, known.getOrDefault(notice.contactKeys(), Preference.NONE), productNow);
            if (step instanceof NoticeStep.Send send) {
                toSend.put(notice, send);
            } else if (step instanceof NoticeStep.Move move) {
                moved.put(notice.id(), move.to());
            } else {
                ended.put(notice, (NoticeStep.End) step);
            }
        }
        if (!moved.isEmpty()) {
            tx.withCommit(store.move(tx, moved));
        }
        if (!ended.isEmpty()) {
            var ends = ended.entrySet().stream()
                    .collect(Collectors.toMap(each -> each.getKey().id(), Map.Entry::getValue));
            tx.withCommit(store.end(tx, ends, productNow));
            ended.forEach((notice, end) -> told(tx, notice, end.state(), end.reason(), Optional.empty(), productNow)
                    .forEach(tx::withCommit));
        }
        return Multi.createFrom()
                .iterable(ended.entrySet())
                .onItem()
                .transformToUniAndConcatenate(
                        each -> follow(tx, each.getKey(), each.getValue().state(), productNow))
                .onItem()
                .ignoreAsUni()
                .replaceWith(new Claimed(due.size(), toSend));
    }

    private Uni<Void> follow(Tx tx, DueNotice notice, NoticeState state, Instant at) {
        var follower = followers.get(notice.purpose().id());
        return follower == null
                ? Uni.createFrom().voidItem()
                : follower.ended(tx, new EndedNotice(notice.key(), notice.subject(), state, at));
    }

    private Set<Channel> openChannels() {
        return Arrays.stream(Channel.values())
                .filter(channels::isOpen)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Channel.class)));
    }

    /** Never fails: what could not be recorded is repeated when its lease is over. */
    private Uni<Void> deliver(DueNotice notice, NoticeStep.Send step, Moment moment) {
        return Uni.createFrom()
                .deferred(() -> moment.productNow().isAfter(notice.latestUsefulAt())
                        ? giveUp(notice, step, NoticePlan.tooLate(notice), moment.productNow())
                        : Uni.createFrom()
                                .item(() -> written(notice, step))
                                .flatMap(message -> channels.send(message, moment.product()))
                                .flatMap(receipt -> record(notice, step, receipt, moment))
                                .onFailure(IllegalArgumentException.class)
                                .recoverWithUni(() -> giveUp(
                                        notice,
                                        step,
                                        new NoticeStep.End(NoticeState.GIVEN_UP, "text-missing"),
                                        moment.product())))
                .onFailure()
                .recoverWithItem(failure -> {
                    LOG.errorf(
                            "%s: not recorded, %s", notice, failure.getClass().getName());
                    return null;
                });
    }

    private Outgoing written(DueNotice notice, NoticeStep.Send step) {
        var locale = NoticeTemplate.locale(step.language());
        var values = new HashMap<String, String>();
        notice.values().forEach((name, value) -> values.put(name, value.in(locale)));
        values.put(
                "site",
                sites.find(notice.site())
                        .map(calendar -> calendar.site().name())
                        .orElse(notice.site()));
        values.put("phone", phone(notice.site()));
        var forms = templates.get(notice.template()).forms().get(step.language());
        var brief = step.channel() == Channel.SMS;
        return new Outgoing(
                notice.key(),
                notice.purpose().id(),
                step.channel(),
                step.address(),
                brief ? "" : forms.subject().fill(values),
                (brief ? forms.brief() : forms.full()).fill(values),
                step.channel() == Channel.MAIL ? notice.attachments() : List.of());
    }

    private String phone(String site) {
        return Optional.ofNullable(config.phoneOfSite().get(site))
                .or(config::phone)
                .orElseThrow(() -> new IllegalArgumentException("carepromise.notices.phone is missing"));
    }

    private Uni<Void> record(DueNotice notice, NoticeStep.Send step, Receipt receipt, Moment moment) {
        if (receipt.outcome() == Outcome.SENT) {
            return transactions.run(
                    tx -> store.sent(tx, notice, step, moment.product()).flatMap(first -> {
                        if (!first) {
                            return Uni.createFrom().voidItem();
                        }
                        told(tx, notice, NoticeState.SENT, null, Optional.of(step.channel()), moment.product())
                                .forEach(tx::withCommit);
                        // What runs from now on for the patient does not begin before the message was out.
                        return follow(tx, notice, NoticeState.SENT, moment.productNow());
                    }));
        }
        if (notice.attempts() >= config.tries()) {
            return giveUp(notice, step, new NoticeStep.End(NoticeState.GIVEN_UP, receipt.reason()), moment.product());
        }
        var refused = receipt.outcome() == Outcome.REFUSED_FOR_GOOD;
        // Another channel may take what this one never will; whether there is one is decided by the next claim.
        var retryAt = refused
                ? moment.machine()
                : moment.machineNow()
                        .plus(NoticePlan.pause(
                                notice.attempts(),
                                config.retryAfter(),
                                config.retryWithin(),
                                ThreadLocalRandom.current().nextDouble(),
                                receipt.retryAfter()));
        return transactions.run(tx -> store.tryAgain(
                tx,
                notice,
                step,
                receipt.reason(),
                retryAt,
                Optional.of(step.channel()).filter(channel -> refused)));
    }

    private Uni<Void> giveUp(DueNotice notice, NoticeStep.Send step, NoticeStep.End end, Instant at) {
        return transactions.run(tx -> store.giveUp(tx, notice, step, end, at).flatMap(ours -> {
            if (!ours) {
                return Uni.createFrom().voidItem();
            }
            told(tx, notice, end.state(), end.reason(), Optional.of(step.channel()), at)
                    .forEach(tx::withCommit);
            return follow(tx, notice, end.state(), at);
        }));
    }

    /** The event of a notice's end, and its count. */
    private Stream<Uni<?>> told(
            Tx tx, DueNotice notice, NoticeState state, String reason, Optional<Channel> channel, Instant at) {
        meters.counter(
                        "carepromise.notices",
                        "purpose",
                        notice.purpose().id(),
                        "state",
                        state.name(),
                        "channel",
                        channel.map(Channel::name).orElse("none"))
                .increment();
        var data = new LinkedHashMap<String, Object>();
        data.put("noticeId", NoticeJson.ID.format(notice.id()));
        data.put("purpose", notice.purpose().id());
        data.put("state", state.name());
        channel.ifPresent(by -> data.put("channel", by.name()));
        Optional.ofNullable(reason).ifPresent(why -> data.put("reason", why));
        return Optional.ofNullable(EVENTS.get(state)).stream()
                .map(type -> events.append(tx, Event.of(type, notice.subject(), notice.site(), at, data)));
    }
}
