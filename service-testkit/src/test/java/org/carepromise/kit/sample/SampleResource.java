package org.carepromise.kit.sample;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;

import org.carepromise.kit.access.CurrentCaller;
import org.carepromise.kit.access.Role;
import org.carepromise.kit.id.IdType;
import org.carepromise.kit.idempotency.Answer;
import org.carepromise.kit.idempotency.Once;
import org.carepromise.kit.link.LinkPurpose;
import org.carepromise.kit.link.Links;
import org.carepromise.kit.paging.PageJson;
import org.carepromise.kit.patient.Patients;
import org.carepromise.kit.problem.HttpProblem;
import org.carepromise.kit.problem.Problem;
import org.carepromise.kit.sample.ThingJson.Colour;
import org.carepromise.kit.sample.ThingJson.NewThingJson;
import org.carepromise.kit.time.ProductClock;

/** A resource as services have them, for what the kit does around it. */
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Path("/v1/things")
@RolesAllowed("**")
public class SampleResource {

    static final IdType THING = new IdType("thing");
    public static final LinkPurpose LINK = new LinkPurpose("thing-link", THING, "/v1/things/links/");

    private final Pool pool;
    private final ThingStore store;
    private final CreateThing createThing;
    private final Patients patients;
    private final CurrentCaller caller;
    private final Once once;
    private final Links links;
    private final ProductClock clock;

    SampleResource(
            Pool pool,
            ThingStore store,
            CreateThing createThing,
            Patients patients,
            CurrentCaller caller,
            Once once,
            Links links,
            ProductClock clock) {
        this.pool = pool;
        this.store = store;
        this.createThing = createThing;
        this.patients = patients;
        this.caller = caller;
        this.once = once;
        this.links = links;
        this.clock = clock;
    }

    @POST
    @RolesAllowed({"**", Role.GUEST})
    public Uni<Response> createThing(@Valid @NotNull NewThingJson body) {
        var creator = caller.get();
        var patient =
                body.patient() == null && !creator.actsAsPatient() ? null : patients.named(creator, body.patient());
        return once.required(creator, "createThing", body.requestId(), body, tx -> createThing
                .create(tx, creator, body, patient)
                .map(created -> Answer.created("/v1/things/" + created.id(), created.version(), created)));
    }

    @GET
    public PageJson<String> listThings(
            @QueryParam("limit") @DefaultValue("50") @Min(1) @Max(200) int limit,
            @QueryParam("offset") Long offset,
            @QueryParam("all") boolean all,
            @QueryParam("from") Instant from,
            @QueryParam("on") LocalDate on,
            @QueryParam("colour") Colour colour,
            @QueryParam("colours") List<Colour> colours,
            @QueryParam("object") UUID object,
            @QueryParam("name") @Size(max = 8) String name) {
        return new PageJson<>(List.of(limit + " " + from + " " + on + " " + colour + " " + colours), null);
    }

    @GET
    @Path("{id}")
    public Uni<ThingJson> getThing(@PathParam("id") String id) {
        return store.find(pool, THING.parse(id).orElseThrow(() -> Problem.of(HttpProblem.NOT_FOUND)))
                .onItem()
                .ifNull()
                .failWith(() -> Problem.of(HttpProblem.NOT_FOUND));
    }

    @GET
    @PermitAll
    @Path("links/{token}")
    public String followLink(@PathParam("token") String token) {
        return links.read(token, List.of(LINK), clock.instant()).subjectId();
    }

    @GET
    @PermitAll
    @Path("numbered/{number}")
    public int getNumbered(@PathParam("number") int number) {
        return number;
    }

    @GET
    @PermitAll
    @Path("failures/{message}")
    public Uni<String> fail(@PathParam("message") String message) {
        return Uni.createFrom().failure(new IllegalStateException(message, new RuntimeException(message)));
    }

    @GET
    @PermitAll
    @Path("failures/{message}/thrown")
    public String failBlocking(@PathParam("message") String message) {
        throw new UnsupportedOperationException(message);
    }

    @GET
    @PermitAll
    @Path("unwritable/{message}")
    public Unwritable unwritable(@PathParam("message") String message) {
        return new Unwritable(message);
    }

    /** An answer that fails while it is written. */
    public record Unwritable(String message) {

        public String getCanary() {
            throw new IllegalStateException(message);
        }
    }
}
