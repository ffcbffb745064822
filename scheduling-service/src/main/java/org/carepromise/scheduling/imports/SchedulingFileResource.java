package org.carepromise.scheduling.imports;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

import io.smallrye.common.annotation.Blocking;
import io.vertx.mutiny.sqlclient.Pool;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.extensions.Extension;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import org.carepromise.kit.access.CurrentCaller;
import org.carepromise.kit.access.Role;
import org.carepromise.kit.bulk.BulkExport;
import org.carepromise.kit.bulk.BulkFormat;
import org.carepromise.kit.bulk.BulkImport;
import org.carepromise.kit.bulk.BulkVerdictJson;
import org.carepromise.kit.contract.Refuses;

/** Files by which a clinic moves in, and takes along what it has. */
@Path("/v1")
@Tag(name = "files")
@RolesAllowed(Role.ADMIN)
public class SchedulingFileResource {

    private static final UUID BEFORE_ALL = new UUID(0, 0);
    private static final String KINDS = "providers, templates or appointments";

    private final Map<FileKind, SchedulingFile> files = new EnumMap<>(FileKind.class);
    private final BulkImport bulkImport;
    private final BulkExport bulkExport;
    private final ChangedThings changed;
    private final Pool pool;
    private final CurrentCaller caller;

    SchedulingFileResource(
            @Any Instance<SchedulingFile> files,
            BulkImport bulkImport,
            BulkExport bulkExport,
            ChangedThings changed,
            Pool pool,
            CurrentCaller caller) {
        files.forEach(file -> this.files.put(file.kind(), file));
        this.bulkImport = bulkImport;
        this.bulkExport = bulkExport;
        this.changed = changed;
        this.pool = pool;
        this.caller = caller;
    }

    @POST
    @Path("scheduling-imports")
    @Blocking
    @Consumes({BulkFormat.NDJSON_TYPE, BulkFormat.CSV_TYPE})
    @Produces(BulkFormat.NDJSON_TYPE)
    @Extension(name = "x-max-body-bytes", value = ImportBody.BYTES, parseValue = true)
    @Operation(
            summary = "Take in a file, line by line",
            description =
                    "Up to 100 MiB, read while it comes: one JSON object a line, or a table whose first line names "
                            + "the columns. Each line is answered by a verdict as soon as it stands, the last line of the answer "
                            + "is the summary; without it the answer broke off. Lines are upserted by `externalRefs`: send the "
                            + "file again, and what is there already is UNCHANGED. A line that is refused touches no other. With "
                            + "`dryRun` nothing is kept, and the verdicts still know of each other. Providers come first, then "
                            + "templates, then appointments, which are booked by the same rules as any other. Patients are not "
                            + "told unless `notify` is set; their reminders come as usual.")
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
        "external-refs-disagree",
        "change-not-imported",
        "start-invalid",
        "start-skipped",
        "appointment-not-ahead",
        "site-unknown",
        "provider-unknown",
        "provider-not-at-site",
        "provider-in-use",
        "visit-type-unknown",
        "visit-type-not-offered",
        "range-invalid",
        "exception-outside-dates",
        "local-time-in-gap",
        "carve-out-unusable",
        "template-makes-no-slot",
        "session-overlaps",
        "slot-unknown",
        "slot-in-past",
        "language-unknown",
        "patient-unidentified",
        "phone-invalid",
        "time-zone-unknown",
        "slot-full",
        "cap-reached",
        "slot-not-released",
        "too-late-to-book",
        "too-early-to-book",
        "visit-does-not-fit",
        "patient-already-booked",
        "future-limit-reached",
        "resource-taken",
        "appointment-cancelled",
        "appointment-state",
        "appointment-started"
    })
    public Response importSchedulingFile(
            @QueryParam("kind") @NotNull @Parameter(description = KINDS) String kind,
            @QueryParam("dryRun") @DefaultValue("false") boolean dryRun,
            @QueryParam("notify")
                    @DefaultValue("false")
                    @Parameter(description = "Tell the patients of what was booked")
                    boolean notify,
            @Parameter(hidden = true) @Context HttpHeaders headers,
            InputStream file)
            throws IOException {
        var importer = caller.get();
        var format = BulkFormat.sent(headers.getMediaType());
        return bulkImport.answer(file, format, files.get(FileKind.of(kind)).taking(importer, notify), dryRun);
    }

    @GET
    @Path("scheduling-exports")
    @Blocking
    @Produces({BulkFormat.NDJSON_TYPE, BulkFormat.CSV_TYPE})
    @Operation(
            summary = "Write out a file of what is there",
            description =
                    "The same columns as an import takes, so that the file makes the round trip; of the sites that "
                            + "the token reaches. `Accept` says whether as JSON, one object a line, or as a table, in which a cell "
                            + "that a spreadsheet would run stands behind an apostrophe. With `updatedSince`, what was changed at "
                            + "or after it, as far back as the event log goes. A file that breaks off ends without its last chunk.")
    @APIResponse(
            responseCode = "200",
            description = "The file",
            content = {
                @Content(mediaType = BulkFormat.NDJSON_TYPE, schema = @Schema(implementation = String.class)),
                @Content(mediaType = BulkFormat.CSV_TYPE, schema = @Schema(implementation = String.class))
            })
    @Refuses({"not-acceptable", "events-pruned"})
    public Response exportSchedulingFile(
            @QueryParam("kind") @NotNull @Parameter(description = KINDS) String kind,
            @QueryParam("updatedSince") Instant updatedSince,
            @Parameter(hidden = true) @Context HttpHeaders headers) {
        var reader = caller.get();
        var file = files.get(FileKind.of(kind));
        var format = BulkFormat.accepted(headers.getAcceptableMediaTypes());
        if (updatedSince != null) {
            changed.checkKept(pool, updatedSince).await().indefinitely();
        }
        return bulkExport.answer(
                file.kind().word(),
                format,
                file.columns(),
                BEFORE_ALL,
                after -> file.page(reader, Optional.ofNullable(updatedSince), after));
    }
}
