package org.carepromise.gateway.page;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import org.eclipse.microprofile.openapi.annotations.Operation;

import org.carepromise.gateway.contract.PublishedContracts;
import org.carepromise.kit.problem.HttpProblem;
import org.carepromise.kit.problem.Problem;

/**
 * A browser for the contracts. The platform's own page has scripts inside, which no strict policy lets run, so we serve the
 * same program by a page of ours; nothing comes from elsewhere.
 */
@Path("/")
@PermitAll
public class DocsResource {

    private static final String PAGE =
            """
            <!DOCTYPE html>
            <html lang="en">
            <head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
            <title>CarePromise API</title><link rel="icon" href="data:,">
            <link rel="stylesheet" href="/docs/swagger-ui.css"><link rel="stylesheet" href="/docs/docs.css"></head>
            <body>
            <noscript><p>This page needs JavaScript. The contract itself: <a href="/openapi/v1.yaml">/openapi/v1.yaml</a></p></noscript>
            <div id="contracts" data-names="%s"></div>
            <script src="/docs/swagger-ui-bundle.js"></script>
            <script src="/docs/swagger-ui-standalone-preset.js"></script>
            <script src="/docs/docs.js"></script>
            </body>
            </html>
            """;

    private static final String LIBRARY = "META-INF/resources/openapi-ui/";
    private static final String OURS = "pages/";

    private record Asset(byte[] body, String mediaType) {}

    private final Map<String, Asset> assets = new HashMap<>();
    private final String page;

    DocsResource(PublishedContracts contracts) {
        page = PAGE.formatted(Html.escaped(String.join(" ", contracts.names())));
        add(LIBRARY, "swagger-ui.css", "text/css");
        add(LIBRARY, "swagger-ui-bundle.js", "text/javascript");
        add(LIBRARY, "swagger-ui-standalone-preset.js", "text/javascript");
        add(OURS, "docs.css", "text/css");
        add(OURS, "docs.js", "text/javascript");
    }

    private void add(String folder, String name, String mediaType) {
        try (var found = Thread.currentThread().getContextClassLoader().getResourceAsStream(folder + name)) {
            if (found == null) {
                throw new IllegalStateException("the docs page lacks " + folder + name);
            }
            assets.put(name, new Asset(found.readAllBytes(), mediaType + ";charset=UTF-8"));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    @GET
    @Operation(hidden = true)
    public Response start() {
        return Response.status(Response.Status.FOUND)
                .location(URI.create("/docs"))
                .build();
    }

    @GET
    @Path("docs")
    @Produces(MediaType.TEXT_HTML + ";charset=UTF-8")
    @Operation(hidden = true)
    public String docs() {
        return page;
    }

    @GET
    @Path("docs/{file}")
    @Operation(hidden = true)
    public Response asset(@PathParam("file") String file) {
        var asset = assets.get(file);
        if (asset == null) {
            throw Problem.of(HttpProblem.NOT_FOUND);
        }
        return Response.ok(asset.body(), asset.mediaType())
                .header("Cache-Control", "public, max-age=3600")
                .build();
    }
}
