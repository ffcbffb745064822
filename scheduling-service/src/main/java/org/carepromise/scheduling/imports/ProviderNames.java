package org.carepromise.scheduling.imports;

import java.util.Collection;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;

import org.carepromise.kit.problem.Problem;
import org.carepromise.scheduling.Ids;
import org.carepromise.scheduling.SchedulingProblem;

/** Which providers lines mean: by an id of ours, or as {@code system:id} by the name that another system has for them. */
@ApplicationScoped
public class ProviderNames {

    private final ExternalRefs refs;

    ProviderNames(ExternalRefs refs) {
        this.refs = refs;
    }

    /** What some names mean. */
    public interface Meant {

        /** @throws Problem {@code provider-unknown} where nobody has this name, or it is no id */
        UUID provider(String name);
    }

    public Uni<Meant> find(SqlClient client, Collection<String> names) {
        var asked = names.stream().map(ExternalRef::parse).toList();
        return refs.find(client, Ids.PROVIDER, asked).map(named -> name -> {
            var ref = ExternalRef.parse(name);
            // an id that another deployment gave is a name here; whether one of ours exists is asked where it is used
            return named.of(ref)
                    .or(() -> ref.system().equals(ExternalRef.OURS) ? Ids.PROVIDER.parse(ref.id()) : Optional.empty())
                    .orElseThrow(() -> Problem.of(SchedulingProblem.PROVIDER_UNKNOWN)
                            .at("#/provider", "an id of GET /v1/providers, or system:id of an imported one"));
        });
    }
}
