package org.carepromise.callback.call;

import java.io.IOException;
import java.io.InputStream;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.extensions.Extension;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import org.carepromise.callback.Ids;
import org.carepromise.callback.call.CallJson.CallReportJson;
import org.carepromise.kit.access.CurrentCaller;
import org.carepromise.kit.access.Role;
import org.carepromise.kit.bulk.BulkFormat;
import org.carepromise.kit.bulk.BulkImport;
import org.carepromise.kit.bulk.BulkOutcome.Verdict;
import org.carepromise.kit.bulk.BulkVerdictJson;
import org.carepromise.kit.contract.Refuses;
import org.carepromise.kit.idempotency.Answer;
import org.carepromise.kit.idempotency.Once;
import org.carepromise.kit.version.Version;

/** What telephony reports. */
@Path("/v1")
@Tag(name = "calls")
@RolesAllowed({Role.INTEGRATION, Role.AGENT, Role.NURSE, Role.CLINICAL_LEAD, Role.SUPERVISOR, Role.ADMIN})
public class CallResource {

    private final ReportCall reportCall;
    private final ReadCall readCall;
    private final CallFile file;
    private final BulkImport bulkImport;
    private final CurrentCaller caller;
    private final Once once;

    CallResource(
            ReportCall reportCall,
            ReadCall readCall,
            CallFile file,
            BulkImport bulkImport,
            CurrentCaller caller,
            Once once) {
        this.reportCall = reportCall;
        this.readCall = readCall;
        this.file = file;
        this.bulkImport = bulkImport;
        this.caller = caller;
        this.once = once;
    }

    @POST
    @Path("calls")
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Report what happened to a call",
            description = "One report when all is over, or one for each step: what is known of a call adds up under"
                    + " `source` and `callId`. In any order and as often as you like, nothing counts twice. Facts that"
                    + " contradict what was reported before are refused, and what was reported stands. A patient who waits"
                    + " to be called back at that site, under this number, and is answered is not called again.")
    @APIResponse(
            responseCode = "201",
            description = "The first report of this call",
            content = @Content(schema = @Schema(implementation = CallJson.class)))
    @APIResponse(
            responseCode = "200",
            description = "Added, or known already",
            content = @Content(schema = @Schema(implementation = CallJson.class)))
    @Refuses({
        "idempotency-key-missing",
        "idempotency-key-invalid",
        "idempotency-key-reused",
        "request-in-progress",
        "site-unknown",
        "topic-unknown",
        "phone-invalid",
        "call-time-ahead",
        "call-impossible",
        "call-contradicts"
    })
    public Uni<Response> reportCall(@Valid @NotNull CallReportJson body) {
        var asking = caller.get();
        return once.required(asking, "reportCall", body.requestId(), body, tx -> reportCall
                .report(tx, asking, body)
                .map(reported -> {
                    var call = reported.call();
                    return reported.verdict() == Verdict.CREATED
                            ? Answer.created("/v1/calls/" + call.publicId(), call.version(), CallJson.of(call))
                            : Answer.ok(call.version(), CallJson.of(call));
                }));
    }

    @GET
    @Path("calls/{id}")
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "Read a call", description = "Of one of the token's sites.")
    @APIResponse(
            responseCode = "200",
            description = "The call",
            content = @Content(schema = @Schema(implementation = CallJson.class)))
    public Uni<Response> getCall(@PathParam("id") String id) {
        return readCall.one(caller.get(), Ids.inPath(Ids.CALL, id)).map(call -> Response.ok(CallJson.of(call))
                .header(HttpHeaders.ETAG, Version.etag(call.version()))
                .build());
    }

    @POST
    @Path("call-imports")
    @RolesAllowed({Role.INTEGRATION, Role.SUPERVISOR, Role.ADMIN})
    @Blocking
    @Consumes({BulkFormat.NDJSON_TYPE, BulkFormat.CSV_TYPE})
    @Produces(BulkFormat.NDJSON_TYPE)
    @Extension(name = "x-max-body-bytes", value = CallColumns.LARGEST_FILE, parseValue = true)
    @Operation(
            summary = "Take in reports of calls, line by line",
            description =
                    "Up to 100 MiB, read while it comes: a CallReport a line, or a table whose first line names the"
                            + " columns. Each line is answered by a verdict as soon as it stands, the last line of the answer is"
                            + " the summary; without it the answer broke off: send the file again, and what is there already is"
                            + " UNCHANGED. A line that is refused touches no other. With `dryRun` nothing is kept.")
    @RequestBody(
            required = true,
            content = {
                @Content(mediaType = BulkFormat.NDJSON_TYPE, schema = @Schema(implementation = String.class)),
                @Content(mediaType = BulkFormat.CSV_TYPE, schema = @Schema(implementation = String.class))
            })
    @APIResponse(
            responseCode = "200",
            description = "A line for each line",
            content =
                    @Content(
                            mediaType = BulkFormat.NDJSON_TYPE,
                            schema = @Schema(implementation = BulkVerdictJson.class)))
    @Refuses({
        "file-empty",
        "file-encoding",
        "columns-invalid",
        "dry-run-too-long",
        "line-encoding",
        "line-too-long",
        "line-unreadable",
        "site-unknown",
        "topic-unknown",
        "phone-invalid",
        "call-time-ahead",
        "call-impossible",
        "call-contradicts"
    })
    public Response importCalls(
            @QueryParam("dryRun") @DefaultValue("false") boolean dryRun,
            @Parameter(hidden = true) @Context HttpHeaders headers,
            InputStream body)
            throws IOException {
        var importer = caller.get();
        return bulkImport.answer(body, BulkFormat.sent(headers.getMediaType()), file.taking(importer), dryRun);
    }
}
