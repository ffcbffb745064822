package org.carepromise.messaging.ruleset;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;

import org.carepromise.kit.access.Caller;
import org.carepromise.kit.problem.HttpProblem;
import org.carepromise.kit.problem.Problem;
import org.carepromise.kit.time.ProductClock;
import org.carepromise.kit.triage.RulesInForce;
import org.carepromise.messaging.Ids;
import org.carepromise.triage.RuleSetText;
import org.carepromise.triage.Triage;
import org.carepromise.triage.TriageInput;
import org.carepromise.triage.evaluation.Evaluation;
import org.carepromise.triage.evaluation.LabelledTable;

/**
 * Holds a draft against the rules in force, on the labelled messages and on the newest of patients: page by page, beside
 * the event loop, one at a time in a process, so that patients who write meanwhile do not wait.
 */
@ApplicationScoped
class ReplayDraft {

    private static final UUID AFTER_ALL = new UUID(-1, -1);
    private static final int PAGE = 200;
    private static final int SECONDS_FOR_ONE = 5;

    private final RuleSetStore store;
    private final KeepRuleSets keep;
    private final RulesInForce inForce;
    private final Pool pool;
    private final Vertx vertx;
    private final ProductClock clock;

    private final AtomicBoolean running = new AtomicBoolean();

    ReplayDraft(
            RuleSetStore store, KeepRuleSets keep, RulesInForce inForce, Pool pool, Vertx vertx, ProductClock clock) {
        this.store = store;
        this.keep = keep;
        this.inForce = inForce;
        this.pool = pool;
        this.vertx = vertx;
        this.clock = clock;
    }

    /**
     * @param most messages of patients
     * @throws Problem {@code not-found}, {@code rule-set-not-draft}, {@code busy} while another one runs
     */
    Uni<KeptRuleSet> replay(Caller caller, UUID id, int most) {
        return keep.one(id).flatMap(draft -> {
            ActivationRules.checkDraft(draft);
            if (!running.compareAndSet(false, true)) {
                throw Problem.of(HttpProblem.BUSY).retryAfter(SECONDS_FOR_ONE);
            }
            return replayed(draft, most)
                    .eventually(() -> running.set(false))
                    .flatMap(replay -> keep.replayed(caller, id, replay));
        });
    }

    private Uni<Replay> replayed(KeptRuleSet draft, int most) {
        return inForce.refresh()
                .chain(() -> vertx.executeBlocking(() -> new Work(inForce.triage(), draft.content()), false))
                .call(work -> pages(work, AFTER_ALL, most))
                .map(work -> work.done(clock));
    }

    private Uni<Void> pages(Work work, UUID before, int left) {
        if (left == 0) {
            return Uni.createFrom().voidItem();
        }
        return store.patientsWords(pool, before, Math.min(PAGE, left))
                .flatMap(page -> page.isEmpty()
                        ? Uni.createFrom().voidItem()
                        : vertx.executeBlocking(() -> work.take(page), false)
                                .chain(() ->
                                        pages(work, page.get(page.size() - 1).id(), left - page.size())));
    }

    /** One replay while it runs. */
    private final class Work {

        private final String against;
        private final Evaluation evaluation;
        private final MoveFinder labelled;
        private final MoveFinder stored;

        Work(Triage before, String content) {
            var after = Triage.by(RuleSetText.parse(content));
            var messages = LabelledTable.PLAIN.readBundled();
            against = before.rules().version();
            evaluation = Evaluation.of(after, messages);
            labelled = new MoveFinder(before, after);
            stored = new MoveFinder(before, after);
            messages.forEach(each -> labelled.take(each.id(), TriageInput.of(each.text())));
        }

        Boolean take(List<RuleSetStore.Written> page) {
            page.forEach(each -> stored.take(Ids.MESSAGE.format(each.id()), TriageInput.of(store.words(each))));
            return true;
        }

        Replay done(ProductClock at) {
            return new Replay(
                    against,
                    at.instant(),
                    evaluation.hardGatesHold(),
                    evaluation.gates().stream().map(Replay.GateJson::of).toList(),
                    labelled.found(),
                    stored.found());
        }
    }
}
