package org.carepromise.callback.request;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Optional;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import org.carepromise.callback.SpokenLanguage;
import org.carepromise.callback.request.CallbackJson.NewQuoteJson;
import org.carepromise.callback.request.CallbackJson.QuoteJson;
import org.carepromise.kit.access.CurrentCaller;
import org.carepromise.kit.access.Role;
import org.carepromise.kit.contract.Refuses;
import org.carepromise.kit.patient.PatientProblem;
import org.carepromise.kit.problem.Problem;
import org.carepromise.kit.time.ProductClock;

/** What would be promised, before anybody asks for it. It names no patient. */
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Path("/v1/callback-quotes")
@Tag(name = "callbacks")
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
public class QuoteResource {

    private final PromiseCapacity capacity;
    private final Pool pool;
    private final ProductClock clock;
    private final CurrentCaller caller;

    QuoteResource(PromiseCapacity capacity, Pool pool, ProductClock clock, CurrentCaller caller) {
        this.capacity = capacity;
        this.pool = pool;
        this.clock = clock;
        this.caller = caller;
    }

    @POST
    @RolesAllowed({
        Role.PATIENT,
        Role.PORTAL,
        Role.AGENT,
        Role.NURSE,
        Role.CLINICAL_LEAD,
        Role.SUPERVISOR,
        Role.ADMIN,
        Role.INTEGRATION,
        Role.GUEST
    })
    @Operation(
            summary = "See what would be promised",
            description = "By when a first attempt would be promised at this moment, and the next windows. Nothing is"
                    + " kept for it: somebody else may ask first.")
    @Refuses({
        "site-unknown",
        "topic-unknown",
        "time-zone-unknown",
        "window-invalid",
        "window-in-past",
        "outside-calling-hours",
        "promise-capacity-exhausted"
    })
    public Uni<QuoteJson> quoteCallback(@Valid @NotNull NewQuoteJson body) {
        var now = clock.instant();
        var wish = new CallbackWish(
                body.site(),
                body.topic(),
                Optional.ofNullable(body.skill()).orElse(body.topic()),
                SpokenLanguage.of(body.language()),
                Optional.ofNullable(body.timeZone()).map(QuoteResource::zone),
                body.windowStart(),
                body.windowEnd(),
                Boolean.TRUE.equals(body.acceptLater()));
        capacity.check(caller.get(), wish, now);
        return capacity.facts(pool, wish, now).map(facts -> QuoteJson.of(capacity.decide(wish, facts, now)));
    }

    private static ZoneId zone(String id) {
        try {
            return ZoneId.of(id);
        } catch (DateTimeException unknown) {
            throw Problem.of(PatientProblem.TIME_ZONE_UNKNOWN).at("#/timeZone", "a zone such as America/Chicago");
        }
    }
}
