package org.carepromise.kit.sample;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

/** Somebody forgot to say who may read this. */
@Path("/v1/open-by-mistake")
public class OpenByMistakeResource {

    @GET
    public String read() {
        return "read";
    }
}
