package org.carepromise.messaging.ruleset;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;

import org.carepromise.kit.access.Caller;
import org.carepromise.kit.audit.AuditTrail;
import org.carepromise.kit.event.Event;
import org.carepromise.kit.event.EventLog;
import org.carepromise.kit.id.IdType;
import org.carepromise.kit.problem.HttpProblem;
import org.carepromise.kit.problem.Problem;
import org.carepromise.kit.triage.FollowRuleSets;
import org.carepromise.kit.triage.RulesInForce;
import org.carepromise.kit.tx.Transactions;
import org.carepromise.kit.tx.Tx;
import org.carepromise.messaging.Ids;
import org.carepromise.messaging.MessagingProblem;
import org.carepromise.triage.InvalidRuleSet;
import org.carepromise.triage.RuleSet;
import org.carepromise.triage.RuleSetText;

/** Drafts rule sets, has them signed, puts them in force and back. */
@ApplicationScoped
class KeepRuleSets {

    private static final String BUNDLED = RuleSet.bundled().version();

    private final RuleSetStore store;
    private final RulesInForce inForce;
    private final EventLog events;
    private final AuditTrail audit;
    private final Transactions transactions;
    private final Pool pool;

    KeepRuleSets(
            RuleSetStore store,
            RulesInForce inForce,
            EventLog events,
            AuditTrail audit,
            Transactions transactions,
            Pool pool) {
        this.store = store;
        this.inForce = inForce;
        this.events = events;
        this.audit = audit;
        this.transactions = transactions;
        this.pool = pool;
    }

    /** @throws Problem {@code rule-set-version-taken} */
    Uni<KeptRuleSet> draft(Tx tx, Caller caller, String version, String content, String reason) {
        if (version.equals(BUNDLED)) {
            throw Problem.of(MessagingProblem.RULE_SET_VERSION_TAKEN);
        }
        var draft = new KeptRuleSet(
                IdType.next(tx.now()),
                version,
                content,
                reason,
                KeptRuleSet.State.DRAFT,
                caller.person(),
                tx.now(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                1);
        return store.insert(tx, draft)
                .chain(() -> noted(tx, caller, "draftRuleSet", draft))
                .replaceWith(draft);
    }

    /** @throws Problem {@code rule-set-invalid} naming the line */
    static String versionOf(String content) {
        try {
            return RuleSetText.parse(content).version();
        } catch (InvalidRuleSet refused) {
            // names the line and what the rules' author wrote there; no patient's words are in a rule set
            throw Problem.of(MessagingProblem.RULE_SET_INVALID).at("#/content", refused.getMessage());
        }
    }

    Uni<KeptRuleSet> one(UUID id) {
        return store.find(pool, id).map(KeepRuleSets::there);
    }

    Uni<List<KeptRuleSet>> list(UUID before, int most) {
        return store.list(pool, before, most);
    }

    /** @return null where the one decides that comes with the product */
    Uni<KeptRuleSet> active() {
        return store.active(pool);
    }

    /** What was signed before was another replay. */
    Uni<KeptRuleSet> replayed(Caller caller, UUID id, Replay replay) {
        return transactions.run(tx -> locked(tx, id).flatMap(draft -> {
            ActivationRules.checkDraft(draft);
            var after = draft.replayed(replay);
            return store.update(tx, after)
                    .chain(() -> store.unsign(tx, id))
                    .chain(() -> noted(tx, caller, "replayRuleSet", after))
                    .replaceWith(after);
        }));
    }

    Uni<KeptRuleSet> sign(Tx tx, Caller caller, UUID id) {
        return locked(tx, id).flatMap(draft -> versionInForce(tx).flatMap(version -> {
            ActivationRules.checkSignable(draft, version, caller.subject());
            var after = draft.signed(caller.subject());
            return store.update(tx, after)
                    .chain(() -> store.sign(tx, id, caller.subject()))
                    .chain(() -> noted(tx, caller, "signRuleSet", after))
                    .replaceWith(after);
        }));
    }

    Uni<KeptRuleSet> activate(Tx tx, Caller caller, UUID id) {
        return locked(tx, id).flatMap(draft -> versionInForce(tx).flatMap(version -> {
            ActivationRules.checkActivatable(draft, version);
            return store.active(tx.reads()).flatMap(before -> {
                var replaced = Optional.ofNullable(before);
                var after = draft.activated(replaced.map(KeptRuleSet::id), caller.person(), tx.now());
                return retire(tx, replaced)
                        .chain(() -> store.update(tx, after))
                        .chain(() -> inForce.take(tx, after.rulesVersion(), after.content()))
                        .chain(() -> told(tx, caller, "activateRuleSet", after, after.rulesVersion()))
                        .replaceWith(after);
            });
        }));
    }

    /**
     * What decided before decides again: it met the gates and was signed then, and to take a bad rule back must not wait.
     *
     * @return the one that decides no more
     * @throws Problem {@code rule-set-not-active}
     */
    Uni<KeptRuleSet> rollBack(Tx tx, Caller caller, UUID id) {
        return locked(tx, id).flatMap(active -> {
            if (active.state() != KeptRuleSet.State.ACTIVE) {
                throw Problem.of(MessagingProblem.RULE_SET_NOT_ACTIVE);
            }
            var retired = active.retired();
            return store.update(tx, retired)
                    .chain(() -> active.before().isEmpty()
                            ? inForce.forget(tx).replaceWith(BUNDLED)
                            : store.find(tx.reads(), active.before().get())
                                    .flatMap(before -> store.update(tx, before.again(caller.person(), tx.now()))
                                            .chain(() -> inForce.take(tx, before.rulesVersion(), before.content()))
                                            .replaceWith(before.rulesVersion())))
                    .flatMap(version -> told(tx, caller, "rollBackRuleSet", retired, version))
                    .replaceWith(retired);
        });
    }

    private Uni<?> retire(Tx tx, Optional<KeptRuleSet> replaced) {
        return replaced.isEmpty()
                ? Uni.createFrom().voidItem()
                : store.update(tx, replaced.get().retired());
    }

    private Uni<String> versionInForce(Tx tx) {
        return inForce.version(tx).map(version -> version == null ? BUNDLED : version);
    }

    private Uni<KeptRuleSet> locked(Tx tx, UUID id) {
        return store.lock(tx).chain(() -> store.find(tx.reads(), id)).map(KeepRuleSets::there);
    }

    private static KeptRuleSet there(KeptRuleSet found) {
        if (found == null) {
            throw Problem.of(HttpProblem.NOT_FOUND);
        }
        return found;
    }

    /** Other services learn of it from this event, and fetch what decides. */
    private Uni<Void> told(Tx tx, Caller caller, String action, KeptRuleSet kept, String version) {
        return events.append(
                        tx,
                        Event.of(
                                FollowRuleSets.CHANGED,
                                Ids.RULE_SET.format(kept.id()),
                                Event.EVERYWHERE,
                                tx.now(),
                                Map.of("version", version)))
                .chain(() -> noted(tx, caller, action, kept));
    }

    private Uni<Void> noted(Tx tx, Caller caller, String action, KeptRuleSet kept) {
        return audit.note(tx, caller, action, Ids.RULE_SET.format(kept.id()), null, List.of());
    }
}
