package org.carepromise.callback.roster;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import org.carepromise.callback.roster.PresenceJson.NewPresenceJson;
import org.carepromise.callback.roster.PresenceJson.SignOffJson;
import org.carepromise.kit.access.CurrentCaller;
import org.carepromise.kit.access.Role;
import org.carepromise.kit.contract.Refuses;
import org.carepromise.kit.tx.Transactions;

/** The agent who asks, at one site: there, or gone. */
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Path("/v1/agent-presence")
@Tag(name = "callback-queue")
@RolesAllowed({Role.AGENT, Role.NURSE, Role.CLINICAL_LEAD, Role.SUPERVISOR, Role.ADMIN, Role.INTEGRATION})
public class PresenceResource {

    private final SeeAgents seeAgents;
    private final Transactions transactions;
    private final CurrentCaller caller;

    PresenceResource(SeeAgents seeAgents, Transactions transactions, CurrentCaller caller) {
        this.seeAgents = seeAgents;
        this.transactions = transactions;
        this.caller = caller;
    }

    @POST
    @Operation(
            summary = "Say that the agent is there",
            description = "For a quarter of an hour, as taking, renewing and reporting a callback do too. Of the agents"
                    + " that are rostered now, those who are not seen do not count for what is promised in the next"
                    + " quarter of an hour.")
    @APIResponse(responseCode = "200", description = "Seen")
    @Refuses("site-unknown")
    public Uni<PresenceJson> signInAgent(@Valid @NotNull NewPresenceJson body) {
        var asking = caller.get();
        return transactions
                .run(tx -> seeAgents.signIn(tx, asking, body.site(), body.skills(), body.languages()))
                .map(until -> new PresenceJson(body.site(), until));
    }

    @POST
    @Path("sign-off")
    @Operation(summary = "Say that the agent leaves", description = "Counts at once; who was not there is not either.")
    @APIResponse(responseCode = "204", description = "Gone")
    @Refuses("site-unknown")
    public Uni<Void> signOffAgent(@Valid @NotNull SignOffJson body) {
        var asking = caller.get();
        return transactions.run(tx -> seeAgents.signOff(tx, asking, body.site()));
    }
}
