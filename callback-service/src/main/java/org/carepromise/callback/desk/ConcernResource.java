package org.carepromise.callback.desk;

import java.util.Optional;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import org.carepromise.callback.Ids;
import org.carepromise.callback.desk.DeskJson.ConcernJson;
import org.carepromise.callback.desk.DeskJson.ConcernsJson;
import org.carepromise.callback.desk.DeskJson.NewConcernJson;
import org.carepromise.kit.access.CurrentCaller;
import org.carepromise.kit.access.Role;
import org.carepromise.kit.contract.Refuses;
import org.carepromise.kit.idempotency.Answer;
import org.carepromise.kit.idempotency.Once;
import org.carepromise.kit.problem.Problem;
import org.carepromise.kit.triage.EmergencyWatch;
import org.carepromise.kit.tx.Transactions;

/** What was heard on the phone that a nurse has to hear of. */
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Path("/v1/callbacks/{id}/clinical-concerns")
@Tag(name = "callback-queue")
@RolesAllowed({Role.NURSE, Role.CLINICAL_LEAD, Role.SUPERVISOR, Role.ADMIN})
public class ConcernResource {

    private final RaiseConcern raiseConcern;
    private final EmergencyWatch emergencyWatch;
    private final Transactions transactions;
    private final CurrentCaller caller;
    private final Once once;

    ConcernResource(
            RaiseConcern raiseConcern,
            EmergencyWatch emergencyWatch,
            Transactions transactions,
            CurrentCaller caller,
            Once once) {
        this.raiseConcern = raiseConcern;
        this.emergencyWatch = emergencyWatch;
        this.transactions = transactions;
        this.caller = caller;
        this.once = once;
    }

    @POST
    @RolesAllowed({Role.AGENT, Role.NURSE, Role.CLINICAL_LEAD, Role.SUPERVISOR, Role.ADMIN, Role.INTEGRATION})
    @Operation(
            summary = "Hand a clinical concern to a nurse",
            description =
                    "While the agent has the callback, or once the patient was reached. Whoever answers urgent messages"
                            + " at the site is alerted at once, and finds the words at the callback. Words that tell of danger to"
                            + " life are answered with whom to call.")
    @APIResponse(
            responseCode = "201",
            description = "Handed over",
            content = @Content(schema = @Schema(implementation = ConcernJson.class)))
    @Refuses({
        "idempotency-key-missing",
        "idempotency-key-invalid",
        "idempotency-key-reused",
        "request-in-progress",
        "not-found",
        "callback-not-reached"
    })
    public Uni<Response> raiseCallbackConcern(@PathParam("id") String id, @Valid @NotNull NewConcernJson body) {
        var asking = caller.get();
        var callback = Ids.inPath(Ids.CALLBACK, id);
        return once.required(asking, "raiseCallbackConcern", body.requestId(), body, tx -> raiseConcern
                        .raise(tx, asking, callback, body)
                        .map(raised -> Answer.created(
                                "/v1/callbacks/" + raised.callback().publicId() + "/clinical-concerns",
                                raised.callback().version(),
                                ConcernJson.of(
                                        raised.concern(), raised.emergency().orElse(null)))))
                .onFailure(Problem.class)
                .recoverWithUni(refusal -> emergencyWatch
                        .watch(body.words(), Optional.empty())
                        .flatMap(emergency -> Uni.createFrom()
                                .failure(((Problem) refusal).with("emergency", emergency.orElse(null)))));
    }

    @GET
    @Consumes(MediaType.WILDCARD)
    @Operation(summary = "Read a callback's clinical concerns", description = "What agents wrote down, oldest first.")
    @Refuses("not-found")
    public Uni<ConcernsJson> listCallbackConcerns(@PathParam("id") String id) {
        var asking = caller.get();
        var callback = Ids.inPath(Ids.CALLBACK, id);
        return transactions
                .run(tx -> raiseConcern.of(tx, asking, callback))
                .map(concerns -> new ConcernsJson(concerns.stream()
                        .map(concern -> ConcernJson.of(concern, null))
                        .toList()));
    }
}
