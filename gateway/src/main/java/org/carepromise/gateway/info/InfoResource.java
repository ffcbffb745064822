package org.carepromise.gateway.info;

import java.time.Duration;
import java.util.List;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import org.carepromise.gateway.route.ServiceLink;
import org.carepromise.gateway.route.ServiceLinks;

/** What is running here. */
@Path("/v1/info")
@Tag(name = "info")
@PermitAll
public class InfoResource {

    private static final Duration ANSWERS_WITHIN = Duration.ofSeconds(1);

    private final ServiceLinks links;
    private final String version;

    InfoResource(ServiceLinks links, @ConfigProperty(name = "quarkus.application.version") String version) {
        this.links = links;
        this.version = version;
    }

    @Schema(name = "Info")
    record InfoJson(
            @Schema(examples = "CarePromise") String name,
            @Schema(examples = "1.0.0") String version,
            List<ServiceJson> services) {}

    @Schema(name = "InfoService")
    record ServiceJson(
            @Schema(examples = "scheduling") String name,
            @Schema(description = "Whether it answered just now") boolean ready) {}

    @GET
    @PermitAll
    @Operation(summary = "See version and services", description = "Also says which services are ready right now.")
    @APIResponse(responseCode = "200", description = "What is running")
    public Uni<InfoJson> getInfo() {
        var asked = links.all().stream().map(this::ask).toList();
        Uni<List<ServiceJson>> services = asked.isEmpty()
                ? Uni.createFrom().item(List.of())
                : Uni.join().all(asked).andFailFast();
        return services.map(answered -> new InfoJson("CarePromise", version, answered));
    }

    private Uni<ServiceJson> ask(ServiceLink link) {
        return Uni.createFrom()
                .completionStage(() -> link.isReady(ANSWERS_WITHIN).toCompletionStage())
                .map(ready -> new ServiceJson(link.service(), ready));
    }
}
