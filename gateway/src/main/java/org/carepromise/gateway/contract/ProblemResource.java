package org.carepromise.gateway.contract;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.openapi.annotations.Operation;

import org.carepromise.gateway.page.Html;
import org.carepromise.kit.problem.HttpProblem;
import org.carepromise.kit.problem.Problem;

/** Where the {@code type} of a problem leads to. */
@Path("/problems/{code}")
@PermitAll
public class ProblemResource {

    private static final String PAGE =
            """
            <!DOCTYPE html>
            <html lang="en">
            <head><meta charset="utf-8"><title>%1$s</title><link rel="icon" href="data:,">
            <link rel="stylesheet" href="/docs/docs.css"></head>
            <body><main>
            <h1>%2$s</h1>
            <dl>
            <dt>Code</dt><dd><code>%1$s</code></dd>
            <dt>HTTP status</dt><dd>%3$d</dd>
            <dt>Comes from</dt><dd>%4$s</dd>
            </dl>
            <p>The code never changes. What happened this time stands in <code>detail</code> and <code>errors</code> of the
            answer; its <code>traceId</code> leads support to the logs. <a href="/docs">All operations</a></p>
            </main></body>
            </html>
            """;

    private final ProblemCatalogue catalogue;

    ProblemResource(ProblemCatalogue catalogue) {
        this.catalogue = catalogue;
    }

    record ProblemCodeJson(String type, String title, int status, String code) {}

    @GET
    @Produces(MediaType.TEXT_HTML + ";charset=UTF-8")
    @Operation(hidden = true)
    public String page(@PathParam("code") String code) {
        var entry = known(code);
        return PAGE.formatted(
                Html.escaped(entry.code()),
                Html.escaped(entry.title()),
                entry.status(),
                Html.escaped(String.join(", ", entry.services())));
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(hidden = true)
    public ProblemCodeJson json(@PathParam("code") String code) {
        var entry = known(code);
        return new ProblemCodeJson("/problems/" + entry.code(), entry.title(), entry.status(), entry.code());
    }

    private ProblemCatalogue.Entry known(String code) {
        return catalogue.find(code).orElseThrow(() -> Problem.of(HttpProblem.NOT_FOUND));
    }
}
