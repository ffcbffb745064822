package org.carepromise.scheduling.imports;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;

import org.carepromise.kit.id.IdType;
import org.carepromise.kit.problem.Problem;
import org.carepromise.kit.tx.Tx;
import org.carepromise.scheduling.SchedulingProblem;

/** Finds things by the names that other systems have for them, many at a time. */
@ApplicationScoped
public class ExternalRefs {

    private final ExternalRefStore store;

    ExternalRefs(ExternalRefStore store) {
        this.store = store;
    }

    /** Looks up whatever these names lead to, among the things of a type. */
    public Uni<Named> find(SqlClient client, IdType type, Collection<ExternalRef> refs) {
        var distinct = new HashSet<>(refs);
        return store.find(client, type.prefix(), distinct).map(found -> new Named(type, found, distinct));
    }

    /** The names that things have, under their own id first. */
    public Uni<Function<UUID, List<ExternalRef>>> of(SqlClient client, IdType type, Collection<UUID> subjects) {
        return store.ofSubjects(client, type.prefix(), subjects).map(found -> subject -> {
            var names = new ArrayList<ExternalRef>();
            names.add(ExternalRef.ours(type, subject));
            names.addAll(found.getOrDefault(subject, List.of()));
            return names;
        });
    }

    /** A statement for the commit; none where there is nothing to name. */
    public List<Uni<?>> insert(Tx tx, IdType type, UUID subject, Collection<ExternalRef> refs) {
        return refs.isEmpty() ? List.of() : List.of(store.insert(tx, type.prefix(), subject, refs));
    }

    /** What some names lead to; grows while their file is taken in. */
    public static final class Named {

        private final IdType type;
        private final Map<ExternalRef, UUID> found;
        private final Set<UUID> own;

        private Named(IdType type, Map<ExternalRef, UUID> found, Set<ExternalRef> asked) {
            this.type = type;
            this.found = found;
            this.own = asked.stream()
                    .map(ref -> ref.own(type))
                    .flatMap(Optional::stream)
                    .collect(Collectors.toSet());
        }

        /** The ids of all things that may be meant; those that are there are to be told to {@link #keep}. */
        public Set<UUID> candidates() {
            var candidates = new HashSet<>(found.values());
            candidates.addAll(own);
            return candidates;
        }

        /** Says which of the candidates there are. */
        public void keep(Set<UUID> existing) {
            own.retainAll(existing);
            found.values().retainAll(existing);
        }

        /** The thing of one name. */
        public Optional<UUID> of(ExternalRef ref) {
            return Optional.ofNullable(found.get(ref)).or(() -> ref.own(type).filter(own::contains));
        }

        /**
         * The one thing that all of these are names of, if there is any yet.
         *
         * @throws Problem {@code external-refs-disagree} where they lead to several
         */
        public Optional<UUID> of(List<ExternalRef> refs) {
            var things = refs.stream().map(this::of).flatMap(Optional::stream).collect(Collectors.toSet());
            if (things.size() > 1) {
                throw Problem.of(SchedulingProblem.EXTERNAL_REFS_DISAGREE)
                        .at("#/externalRefs", "names of one and the same thing");
            }
            return things.stream().findFirst();
        }

        /** Those that lead nowhere yet. */
        public List<ExternalRef> unknown(List<ExternalRef> refs) {
            return refs.stream().filter(ref -> of(ref).isEmpty()).toList();
        }

        /** They are names of this thing from now on. */
        public void name(UUID thing, List<ExternalRef> refs) {
            refs.forEach(ref -> found.put(ref, thing));
        }
    }
}
