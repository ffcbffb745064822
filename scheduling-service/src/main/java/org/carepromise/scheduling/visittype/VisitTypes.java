package org.carepromise.scheduling.visittype;

import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Sort;
import io.smallrye.mutiny.Uni;

@ApplicationScoped
class VisitTypes implements PanacheRepositoryBase<VisitType, String> {

    Uni<List<VisitType>> page(Optional<String> after, int limit) {
        var all = after.isPresent() ? find("id > ?1", Sort.by("id"), after.get()) : findAll(Sort.by("id"));
        return all.page(0, limit).list();
    }
}
