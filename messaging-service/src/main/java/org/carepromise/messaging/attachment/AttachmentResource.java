package org.carepromise.messaging.attachment;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.extensions.Extension;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import org.carepromise.kit.access.CurrentCaller;
import org.carepromise.kit.access.Role;
import org.carepromise.kit.contract.Refuses;
import org.carepromise.kit.id.IdType;
import org.carepromise.kit.idempotency.Answer;
import org.carepromise.kit.idempotency.Once;
import org.carepromise.kit.patient.PatientJson;
import org.carepromise.kit.patient.Patients;
import org.carepromise.kit.problem.Problem;
import org.carepromise.kit.request.LargerBody;
import org.carepromise.kit.time.ProductClock;
import org.carepromise.messaging.Ids;
import org.carepromise.messaging.MessagingProblem;
import org.carepromise.messaging.thread.ThreadJson.AttachedJson;
import org.carepromise.messaging.thread.ThreadResource.Reader;

/** Files that go along with messages: sent first, named by the message then. */
@Consumes(MediaType.APPLICATION_JSON)
@Path("/v1/attachments")
@Tag(name = "attachments")
@RolesAllowed({
    Role.PATIENT,
    Role.PORTAL,
    Role.AGENT,
    Role.NURSE,
    Role.CLINICAL_LEAD,
    Role.SUPERVISOR,
    Role.ADMIN,
    Role.INTEGRATION
})
public class AttachmentResource {

    /** Ten MiB in base64, and what is around them. */
    private static final String LARGEST_BODY = "14680064";

    private final KeepAttachment keepAttachment;
    private final Patients patients;
    private final ProductClock clock;
    private final CurrentCaller caller;
    private final Once once;

    AttachmentResource(
            KeepAttachment keepAttachment, Patients patients, ProductClock clock, CurrentCaller caller, Once once) {
        this.keepAttachment = keepAttachment;
        this.patients = patients;
        this.clock = clock;
        this.caller = caller;
        this.once = once;
    }

    @Produces
    @Singleton
    static LargerBody body() {
        return new LargerBody("/v1/attachments", Long.parseLong(LARGEST_BODY));
    }

    @POST
    @jakarta.ws.rs.Produces(MediaType.APPLICATION_JSON)
    @Extension(name = "x-max-body-bytes", value = LARGEST_BODY, parseValue = true)
    @Operation(
            summary = "Send a file",
            description = "Up to 10 MiB, of a kind that its bytes show, whatever it is called. A message of the same"
                    + " patient names it within a day, or it is gone.")
    @APIResponse(
            responseCode = "201",
            description = "Kept",
            content = @Content(schema = @Schema(implementation = AttachedJson.class)))
    @Refuses({
        "idempotency-key-missing",
        "idempotency-key-invalid",
        "idempotency-key-reused",
        "request-in-progress",
        "not-found",
        "language-unknown",
        "patient-unidentified",
        "phone-invalid",
        "time-zone-unknown",
        "attachment-type-refused",
        "attachment-unsafe"
    })
    public Uni<Response> createAttachment(@Valid @NotNull NewAttachmentJson body) {
        var asking = caller.get();
        var patient = patients.named(asking, body.patient());
        var same = new SameFile(body.name(), hash(body.data()));
        return keepAttachment
                .checked(IdType.next(clock.instant()), body.name(), body.data())
                .flatMap(checked ->
                        once.required(asking, "createAttachment", body.requestId(), same, tx -> keepAttachment
                                .keep(tx, asking, patient, checked)
                                .map(file -> {
                                    var json = AttachedJson.of(file);
                                    return new Answer(201, json, "/v1/attachments/" + json.id() + "/content", null);
                                })));
    }

    @GET
    @Path("{id}/content")
    @jakarta.ws.rs.Produces(MediaType.APPLICATION_OCTET_STREAM)
    @Operation(
            summary = "Read a file",
            description = "For those who may see its thread; a part of it by the header Range. Save it, or show it with"
                    + " care: it is a patient's.")
    @APIResponse(
            responseCode = "200",
            description = "The whole",
            content = @Content(schema = @Schema(type = SchemaType.STRING, format = "binary")))
    @APIResponse(
            responseCode = "206",
            description = "A part",
            content = @Content(schema = @Schema(type = SchemaType.STRING, format = "binary")))
    @Refuses("range-not-satisfiable")
    public Uni<Response> getAttachmentContent(
            @PathParam("id") String id,
            @Parameter(description = "One part, bytes=0-99") @HeaderParam("Range") String range,
            @Parameter(description = "A portal says who reads; a proxy, if absent") @QueryParam("readBy")
                    Reader readBy) {
        var asking = caller.get();
        return keepAttachment
                .read(asking, Reader.isProxy(asking, readBy), Ids.inPath(Ids.ATTACHMENT, id))
                .map(found -> answer(range, found.file().contentType(), found.bytes()));
    }

    private static Response answer(String range, String type, byte[] bytes) {
        try {
            var part = ByteRange.of(range, bytes.length);
            var answer = Response.status(part.isPresent() ? 206 : 200)
                    .type(type)
                    .header("Accept-Ranges", "bytes")
                    .header("X-Content-Type-Options", "nosniff")
                    .header(HttpHeaders.CONTENT_DISPOSITION, "attachment")
                    .header(HttpHeaders.CACHE_CONTROL, "private, no-store");
            return part.map(its -> answer.header(
                                    "Content-Range", "bytes " + its.first() + "-" + its.last() + "/" + bytes.length)
                            .entity(Arrays.copyOfRange(bytes, its.first(), its.last() + 1)))
                    .orElseGet(() -> answer.entity(bytes))
                    .build();
        } catch (IndexOutOfBoundsException beyond) {
            throw Problem.of(MessagingProblem.RANGE_NOT_SATISFIABLE).with("size", bytes.length);
        }
    }

    /** By which a repeated request is known. */
    private record SameFile(String name, String sha256) {}

    private static String hash(byte[] data) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(data));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Schema(name = "NewAttachment")
    record NewAttachmentJson(
            @Schema(description = "Twin of the Idempotency-Key header") @Size(min = 1, max = 255) String requestId,
            @Valid PatientJson patient,
            @Schema(examples = "rash.png") @NotNull @Size(min = 1, max = 200) String name,
            @Schema(description = "Base64", type = SchemaType.STRING, format = "byte") @NotNull byte[] data) {}
}
