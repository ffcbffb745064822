package org.carepromise.scheduling.provider;

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
import org.carepromise.kit.tx.Tx;
import org.carepromise.scheduling.Ids;
import org.carepromise.scheduling.imports.ChangedThings;
import org.carepromise.scheduling.imports.ExternalRef;
import org.carepromise.scheduling.imports.ExternalRefs;
import org.carepromise.scheduling.imports.FileKind;
import org.carepromise.scheduling.imports.SchedulingFile;

/** Providers as a file: taken in by the names that the clinic's systems have for them. */
@ApplicationScoped
class ProviderFile implements SchedulingFile {

    private final ProviderFileStore store;
    private final CreateProvider createProvider;
    private final ReplaceProvider replaceProvider;
    private final ExternalRefs refs;
    private final ChangedThings changed;
    private final Pool pool;

    ProviderFile(
            ProviderFileStore store,
            CreateProvider createProvider,
            ReplaceProvider replaceProvider,
            ExternalRefs refs,
            ChangedThings changed,
            Pool pool) {
        this.store = store;
        this.createProvider = createProvider;
        this.replaceProvider = replaceProvider;
        this.refs = refs;
        this.changed = changed;
        this.pool = pool;
    }

    @Override
    public FileKind kind() {
        return FileKind.PROVIDERS;
    }

    @Override
    public BulkColumns columns() {
        return ProviderLineJson.COLUMNS;
    }

    @Override
    public BulkKind<?> taking(Caller caller, boolean notify) {
        return new BulkKind<ProviderLineJson>() {

            @Override
            public Class<ProviderLineJson> type() {
                return ProviderLineJson.class;
            }

            @Override
            public BulkColumns columns() {
                return ProviderLineJson.COLUMNS;
            }

            @Override
            public Uni<Batch<ProviderLineJson>> batch(Tx tx, List<ProviderLineJson> lines) {
                var asked = lines.stream()
                        .flatMap(line -> ExternalRef.of(line.externalRefs()).stream())
                        .toList();
                return refs.find(tx.reads(), Ids.PROVIDER, asked)
                        .flatMap(named -> store.lock(tx, named.candidates()).map(there -> {
                            named.keep(there.keySet());
                            return new Lines(caller, named, there);
                        }));
            }
        };
    }

    private final class Lines implements BulkKind.Batch<ProviderLineJson> {

        private final Caller caller;
        private final ExternalRefs.Named named;
        private final Map<UUID, ProviderJson> there;

        private Lines(Caller caller, ExternalRefs.Named named, Map<UUID, ProviderJson> there) {
            this.caller = caller;
            this.named = named;
            this.there = there;
        }

        @Override
        public Uni<BulkOutcome> take(Tx tx, ProviderLineJson line) {
            var lineRefs = ExternalRef.of(line.externalRefs());
            var known = named.of(lineRefs);
            var news = named.unknown(lineRefs);
            return known.isPresent()
                    ? bring(tx, known.get(), line, news)
                    : createProvider.create(tx, caller, line.provider()).map(created -> {
                        var id = Ids.PROVIDER.parse(created.id()).orElseThrow();
                        refs.insert(tx, Ids.PROVIDER, id, news).forEach(tx::withCommit);
                        return BulkOutcome.created(created.id());
                    });
        }

        private Uni<BulkOutcome> bring(Tx tx, UUID id, ProviderLineJson line, List<ExternalRef> news) {
            var before = there.get(id);
            refs.insert(tx, Ids.PROVIDER, id, news).forEach(tx::withCommit);
            if (!line.differsFrom(before)) {
                return Uni.createFrom()
                        .item(news.isEmpty() ? BulkOutcome.unchanged(before.id()) : BulkOutcome.updated(before.id()));
            }
            return replaceProvider
                    .replace(tx, caller, id, line.replacement(before.version()), null)
                    .replaceWith(() -> BulkOutcome.updated(before.id()));
        }

        @Override
        public void taken(ProviderLineJson line, BulkOutcome outcome) {
            var id = Ids.PROVIDER.parse(outcome.id()).orElseThrow();
            named.name(id, named.unknown(ExternalRef.of(line.externalRefs())));
            var version = there.containsKey(id) ? there.get(id).version() + 1 : 1;
            if (outcome.verdict() != BulkOutcome.Verdict.UNCHANGED) {
                there.put(id, ProviderJson.of(id, line.provider(), version));
            }
        }
    }

    @Override
    public Uni<BulkPage<UUID>> page(Caller caller, Optional<Instant> changedSince, UUID after) {
        var ids = changedSince
                .map(since -> changed.page(pool, Ids.PROVIDER, since, after, PAGE))
                .orElseGet(() -> store.page(pool, after, PAGE));
        return ids.flatMap(page -> store.find(pool, page)
                .flatMap(there -> refs.of(pool, Ids.PROVIDER, page).map(names -> {
                    var lines = page.stream()
                            .filter(id -> there.containsKey(id)
                                    && there.get(id).sites().stream().anyMatch(caller.sites()::covers))
                            .map(id -> line(names.apply(id), there.get(id)))
                            .toList();
                    return new BulkPage<>(
                            lines, page.size() < PAGE ? Optional.<UUID>empty() : Optional.of(page.get(PAGE - 1)));
                })));
    }

    private static ProviderLineJson line(List<ExternalRef> names, ProviderJson provider) {
        return new ProviderLineJson(
                names.stream().map(ExternalRef::json).toList(),
                provider.name(),
                provider.sites(),
                provider.visitTypes(),
                provider.languages());
    }
}
