package org.carepromise.scheduling.session;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

import org.carepromise.kit.site.Sites;
import org.carepromise.kit.testclock.ClockFollower;
import org.carepromise.kit.tx.Transactions;
import org.carepromise.kit.tx.Tx;

/** Writes the sessions of days that have come within the horizon. */
@ApplicationScoped
public class ExtendSessions implements ClockFollower {

    private final Transactions transactions;
    private final Sites sites;
    private final SessionStore store;

    ExtendSessions(Transactions transactions, Sites sites, SessionStore store) {
        this.transactions = transactions;
        this.sites = sites;
        this.store = store;
    }

    /** A handful of templates to a transaction, until none is left behind. */
    @Override
    public Uni<Void> arriveAt(Instant now) {
        // The earliest date that it is anywhere, so that no template is taken up again and again on the same day.
        var horizon = LocalDate.ofInstant(now, ZoneOffset.ofHours(-12)).plusDays(SessionPlan.HORIZON_DAYS);
        return transactions
                .run(tx -> extendSome(tx, horizon))
                .flatMap(extended ->
                        extended > 0 ? arriveAt(now) : Uni.createFrom().voidItem());
    }

    private Uni<Integer> extendSome(Tx tx, LocalDate horizon) {
        return store.toExtend(tx, horizon, sites.current().calendars().keySet()).flatMap(templates -> Multi.createFrom()
                .iterable(templates)
                .onItem()
                .transformToUniAndConcatenate(template -> extend(tx, template, horizon))
                .onItem()
                .ignoreAsUni()
                .replaceWith(templates.size()));
    }

    private Uni<Void> extend(Tx tx, SessionTemplate template, LocalDate horizon) {
        var calendar = sites.find(template.site()).orElseThrow();
        return store.extend(tx, template, SessionPlan.extending(template, calendar, tx.now(), horizon), horizon);
    }
}
