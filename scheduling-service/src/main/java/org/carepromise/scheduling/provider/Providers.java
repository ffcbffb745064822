package org.carepromise.scheduling.provider;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Parameters;
import io.quarkus.panache.common.Sort;
import io.smallrye.mutiny.Uni;

@ApplicationScoped
class Providers implements PanacheRepositoryBase<Provider, UUID> {

    private static final UUID BEFORE_ALL = new UUID(0, 0);

    Uni<List<Provider>> page(String site, Optional<UUID> after, int limit) {
        var query = "id > :after" + (site == null ? "" : " and array_contains(sites, :site)");
        var values = Parameters.with("after", after.orElse(BEFORE_ALL));
        return find(query, Sort.by("id"), site == null ? values : values.and("site", site))
                .page(0, limit)
                .list();
    }
}
