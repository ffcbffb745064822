package org.carepromise.scheduling.session;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;

import org.carepromise.kit.access.Caller;
import org.carepromise.kit.bulk.BulkColumns;
import org.carepromise.kit.bulk.BulkKind;
import org.carepromise.kit.bulk.BulkOutcome;
import org.carepromise.kit.bulk.BulkPage;
import org.carepromise.kit.problem.Problem;
import org.carepromise.kit.tx.Tx;
import org.carepromise.scheduling.Ids;
import org.carepromise.scheduling.SchedulingProblem;
import org.carepromise.scheduling.imports.ChangedThings;
import org.carepromise.scheduling.imports.ExternalRef;
import org.carepromise.scheduling.imports.ExternalRefs;
import org.carepromise.scheduling.imports.FileKind;
import org.carepromise.scheduling.imports.ProviderNames;
import org.carepromise.scheduling.imports.SchedulingFile;

/**
 * Regular weeks as a file. A file makes new ones and changes none: what a change would strand is looked at first, template
 * by template.
 */
@ApplicationScoped
class TemplateFile implements SchedulingFile {

    private final TemplateFileStore store;
    private final CreateSessionTemplate createSessionTemplate;
    private final ExternalRefs refs;
    private final ProviderNames providers;
    private final ChangedThings changed;
    private final Pool pool;

    TemplateFile(
            TemplateFileStore store,
            CreateSessionTemplate createSessionTemplate,
            ExternalRefs refs,
            ProviderNames providers,
            ChangedThings changed,
            Pool pool) {
        this.store = store;
        this.createSessionTemplate = createSessionTemplate;
        this.refs = refs;
        this.providers = providers;
        this.changed = changed;
        this.pool = pool;
    }

    @Override
    public FileKind kind() {
        return FileKind.TEMPLATES;
    }

    @Override
    public BulkColumns columns() {
        return TemplateLineJson.COLUMNS;
    }

    @Override
    public BulkKind<?> taking(Caller caller, boolean notify) {
        return new BulkKind<TemplateLineJson>() {

            @Override
            public Class<TemplateLineJson> type() {
                return TemplateLineJson.class;
            }

            @Override
            public BulkColumns columns() {
                return TemplateLineJson.COLUMNS;
            }

            @Override
            public Uni<Batch<TemplateLineJson>> batch(Tx tx, List<TemplateLineJson> lines) {
                var names = lines.stream().map(TemplateLineJson::provider).toList();
                var asked = lines.stream()
                        .flatMap(line -> ExternalRef.of(line.externalRefs()).stream())
                        .toList();
                return providers.find(tx.reads(), names).flatMap(meant -> refs.find(tx.reads(), Ids.TEMPLATE, asked)
                        .flatMap(named -> store.lock(tx, named.candidates()).map(there -> {
                            named.keep(there.keySet());
                            return new Lines(caller, meant, named, there);
                        })));
            }
        };
    }

    private final class Lines implements BulkKind.Batch<TemplateLineJson> {

        private final Caller caller;
        private final ProviderNames.Meant meant;
        private final ExternalRefs.Named named;
        private final Map<UUID, SessionTemplate> there;

        private Lines(
                Caller caller, ProviderNames.Meant meant, ExternalRefs.Named named, Map<UUID, SessionTemplate> there) {
            this.caller = caller;
            this.meant = meant;
            this.named = named;
            this.there = there;
        }

        @Override
        public Uni<BulkOutcome> take(Tx tx, TemplateLineJson line) {
            var lineRefs = ExternalRef.of(line.externalRefs());
            var known = named.of(lineRefs);
            var news = named.unknown(lineRefs);
            var provider = meant.provider(line.provider());
            if (known.isPresent()) {
                return template(tx, known.get()).map(template -> same(tx, template, line, provider, news));
            }
            return createSessionTemplate
                    .create(tx, caller, line.template(provider))
                    .map(saved -> {
                        var id = Ids.TEMPLATE.parse(saved.id()).orElseThrow();
                        refs.insert(tx, Ids.TEMPLATE, id, news).forEach(tx::withCommit);
                        return BulkOutcome.created(saved.id());
                    });
        }

        /** One that an earlier line made is read again: what it became is more than the line says. */
        private Uni<SessionTemplate> template(Tx tx, UUID id) {
            return there.containsKey(id)
                    ? Uni.createFrom().item(there.get(id))
                    : store.lock(tx, List.of(id)).map(found -> found.get(id));
        }

        private BulkOutcome same(
                Tx tx, SessionTemplate template, TemplateLineJson line, UUID provider, List<ExternalRef> news) {
            var typed = Ids.TEMPLATE.format(template.id());
            caller.checkReaches(template.site());
            if (line.differsFrom(template, provider)) {
                throw Problem.of(
                                SchedulingProblem.CHANGE_NOT_IMPORTED,
                                "Change a template by itself: that shows first which appointments it would strand.")
                        .with("id", typed);
            }
            refs.insert(tx, Ids.TEMPLATE, template.id(), news).forEach(tx::withCommit);
            return news.isEmpty() ? BulkOutcome.unchanged(typed) : BulkOutcome.updated(typed);
        }

        @Override
        public void taken(TemplateLineJson line, BulkOutcome outcome) {
            var id = Ids.TEMPLATE.parse(outcome.id()).orElseThrow();
            named.name(id, named.unknown(ExternalRef.of(line.externalRefs())));
        }
    }

    @Override
    public Uni<BulkPage<UUID>> page(Caller caller, Optional<Instant> changedSince, UUID after) {
        var ids = changedSince
                .map(since -> changed.page(pool, Ids.TEMPLATE, since, after, PAGE))
                .orElseGet(() -> store.page(pool, after, PAGE));
        return ids.flatMap(
                page -> store.find(pool, page, caller.sites()).flatMap(there -> refs.of(pool, Ids.TEMPLATE, page)
                        .map(names -> new BulkPage<>(
                                page.stream()
                                        .filter(there::containsKey)
                                        .map(id -> TemplateLineJson.of(
                                                names.apply(id).stream()
                                                        .map(ExternalRef::json)
                                                        .toList(),
                                                there.get(id)))
                                        .toList(),
                                page.size() < PAGE ? Optional.<UUID>empty() : Optional.of(page.get(PAGE - 1))))));
    }
}
