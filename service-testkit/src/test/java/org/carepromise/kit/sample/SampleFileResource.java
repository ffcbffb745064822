package org.carepromise.kit.sample;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.stream.IntStream;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Uni;

import org.carepromise.kit.access.CurrentCaller;
import org.carepromise.kit.access.Role;
import org.carepromise.kit.bulk.BulkExport;
import org.carepromise.kit.bulk.BulkFormat;
import org.carepromise.kit.bulk.BulkImport;
import org.carepromise.kit.bulk.BulkPage;
import org.carepromise.kit.problem.HttpProblem;
import org.carepromise.kit.problem.Problem;
import org.carepromise.kit.request.LargerBody;

/** Files of things, in and out. */
@Path("/v1/thing-files")
@RolesAllowed(Role.ADMIN)
public class SampleFileResource {

    static final int LARGEST = 8 << 20;

    private final BulkImport bulkImport;
    private final BulkExport bulkExport;
    private final CreateThing createThing;
    private final CurrentCaller caller;

    SampleFileResource(BulkImport bulkImport, BulkExport bulkExport, CreateThing createThing, CurrentCaller caller) {
        this.bulkImport = bulkImport;
        this.bulkExport = bulkExport;
        this.createThing = createThing;
        this.caller = caller;
    }

    @Produces
    @Singleton
    static LargerBody largerBody() {
        return new LargerBody("/v1/thing-files", LARGEST);
    }

    @POST
    @Blocking
    @Consumes({BulkFormat.NDJSON_TYPE, BulkFormat.CSV_TYPE})
    @jakarta.ws.rs.Produces(BulkFormat.NDJSON_TYPE)
    public Response importThings(
            @QueryParam("dryRun") @DefaultValue("false") boolean dryRun, @Context HttpHeaders headers, InputStream file)
            throws IOException {
        return bulkImport.answer(
                file, BulkFormat.sent(headers.getMediaType()), new ThingFile(createThing, caller.get()), dryRun);
    }

    /** Pages of a hundred numbered things; the one asked for breaks. */
    @GET
    @Blocking
    @jakarta.ws.rs.Produces({BulkFormat.NDJSON_TYPE, BulkFormat.CSV_TYPE})
    public Response exportThings(
            @QueryParam("pages") int pages,
            @QueryParam("broken") @DefaultValue("-1") int broken,
            @Context HttpHeaders headers) {
        return bulkExport.answer(
                "things",
                BulkFormat.accepted(headers.getAcceptableMediaTypes()),
                ThingFile.COLUMNS,
                0,
                page -> page == broken ? Uni.createFrom().failure(Problem.of(HttpProblem.BUSY)) : page(page, pages));
    }

    private static Uni<BulkPage<Integer>> page(int page, int pages) {
        var things = IntStream.range(0, 100)
                .mapToObj(i -> new ThingJson("thing_" + page, "=thing " + page + "-" + i, "springfield", 1))
                .toList();
        return Uni.createFrom()
                .item(new BulkPage<>(things, page + 1 < pages ? Optional.of(page + 1) : Optional.empty()));
    }
}
