package org.carepromise.messaging.script;

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
import org.carepromise.kit.site.Topic;
import org.carepromise.kit.tx.Tx;
import org.carepromise.messaging.Ids;
import org.carepromise.messaging.MessagingProblem;
import org.carepromise.messaging.script.ScriptJson.NewScriptJson;

/** Drafts, approves, retires and reads scripts. */
@ApplicationScoped
class KeepScripts {

    private final ScriptStore store;
    private final EventLog events;
    private final AuditTrail audit;
    private final Pool pool;

    KeepScripts(ScriptStore store, EventLog events, AuditTrail audit, Pool pool) {
        this.store = store;
        this.events = events;
        this.audit = audit;
        this.pool = pool;
    }

    /** @throws Problem {@code topic-unknown}, {@code script-text-invalid}, {@code script-hard-to-read} */
    Uni<Script> draft(Tx tx, Caller caller, NewScriptJson asked) {
        if (!Topic.exists(asked.topic())) {
            throw Problem.of(MessagingProblem.TOPIC_UNKNOWN).at("#/topic", "a topic of the shared list");
        }
        ScriptRules.checked(asked.body(), asked.language());
        return store.nextEdition(tx, asked.name(), asked.language())
                .map(edition -> new Script(
                        IdType.next(tx.now()),
                        asked.name(),
                        asked.topic(),
                        asked.language(),
                        edition,
                        asked.title(),
                        asked.body(),
                        Script.State.DRAFT,
                        caller.person(),
                        tx.now(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        1))
                .invoke(script -> tx.withCommit(
                        store.insert(tx, script),
                        told(tx, "drafted", script),
                        noted(tx, caller, "draftScript", script)));
    }

    /** The edition before it is retired with the same commit. */
    Uni<Script> approve(Tx tx, Caller caller, UUID id) {
        return locked(tx, id).flatMap(script -> {
            if (script.state() != Script.State.DRAFT) {
                throw Problem.of(MessagingProblem.SCRIPT_NOT_DRAFT);
            }
            var approved = script.approved(caller.person(), tx.now());
            return store.approved(tx, script.name(), script.language())
                    .call(before -> before == null
                            ? Uni.createFrom().voidItem()
                            : save(tx, caller, "retired", "approveScript", before.retired(tx.now())))
                    .chain(() -> save(tx, caller, "approved", "approveScript", approved));
        });
    }

    Uni<Script> retire(Tx tx, Caller caller, UUID id) {
        return locked(tx, id).flatMap(script -> {
            if (script.state() != Script.State.APPROVED) {
                throw Problem.of(MessagingProblem.SCRIPT_NOT_APPROVED);
            }
            return save(tx, caller, "retired", "retireScript", script.retired(tx.now()));
        });
    }

    Uni<Script> one(UUID id) {
        return store.find(pool, id).map(KeepScripts::there);
    }

    Uni<List<Script>> list(String topic, String language, Script.State state, UUID after, int most) {
        return store.list(pool, topic, language, state, after, most);
    }

    /** @throws Problem {@code script-not-approved}, {@code script-unfilled}, {@code script-hard-to-read} */
    Uni<String> fill(UUID id, Map<String, String> values) {
        return one(id).map(script -> {
            if (script.state() != Script.State.APPROVED) {
                throw Problem.of(MessagingProblem.SCRIPT_NOT_APPROVED);
            }
            return ScriptRules.fill(script.body(), script.language(), values);
        });
    }

    private Uni<Script> locked(Tx tx, UUID id) {
        return store.lock(tx, id).map(KeepScripts::there);
    }

    private static Script there(Script found) {
        if (found == null) {
            throw Problem.of(HttpProblem.NOT_FOUND);
        }
        return found;
    }

    private Uni<Script> save(Tx tx, Caller caller, String verb, String action, Script script) {
        return store.update(tx, script)
                .chain(() -> told(tx, verb, script))
                .chain(() -> noted(tx, caller, action, script))
                .replaceWith(script);
    }

    private Uni<Void> told(Tx tx, String verb, Script script) {
        return events.append(
                tx,
                Event.of(
                        "carepromise.script." + verb + ".v1",
                        Ids.SCRIPT.format(script.id()),
                        Event.EVERYWHERE,
                        tx.now(),
                        Map.of("topic", script.topic(), "language", script.language(), "edition", script.edition())));
    }

    private Uni<Void> noted(Tx tx, Caller caller, String action, Script script) {
        return audit.note(tx, caller, action, Ids.SCRIPT.format(script.id()), null, List.of());
    }
}
