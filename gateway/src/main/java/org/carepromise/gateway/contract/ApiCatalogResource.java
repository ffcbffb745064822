package org.carepromise.gateway.contract;

import java.util.List;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Where programs look for the API of a host (RFC 9727). Addresses are relative, so that no Host header gets in. */
@Path("/.well-known/api-catalog")
@PermitAll
public class ApiCatalogResource {

    record Link(String href, String type) {}

    record Context(
            String anchor,
            @JsonProperty("service-desc") List<Link> description,
            @JsonProperty("service-doc") List<Link> documentation) {}

    record Linkset(List<Context> linkset) {}

    @GET
    @Produces("application/linkset+json; profile=\"https://www.rfc-editor.org/info/rfc9727\"")
    @Operation(hidden = true)
    public Linkset catalog() {
        return new Linkset(List.of(new Context(
                "/v1",
                List.of(
                        new Link("/openapi/v1.json", "application/json"),
                        new Link("/openapi/v1.yaml", "application/yaml")),
                List.of(new Link("/docs", "text/html")))));
    }
}
