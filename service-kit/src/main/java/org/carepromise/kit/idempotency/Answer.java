package org.carepromise.kit.idempotency;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import org.carepromise.kit.version.Version;

/**
 * What an operation answers, before it is written: it is stored with its effect and sent again when the request is.
 *
 * @param status 200 or 201
 * @param body the wire record
 * @param location where the created thing is, or null
 * @param version the thing's version, or null
 */
public record Answer(int status, Object body, String location, Long version) {

    public static Answer created(String location, long version, Object body) {
        return new Answer(201, body, location, version);
    }

    public static Answer ok(long version, Object body) {
        return new Answer(200, body, null, version);
    }

    /** An answer as it is stored: the same bytes for the first caller and for each repetition. */
    record Stored(int status, String json, String location, String etag) {

        Response response(boolean replayed) {
            var response = Response.status(status)
                    .type(MediaType.APPLICATION_JSON_TYPE)
                    .entity(json);
            if (location != null) {
                response.header(HttpHeaders.LOCATION, location);
            }
            if (etag != null) {
                response.header(HttpHeaders.ETAG, etag);
            }
            if (replayed) {
                response.header("Idempotent-Replayed", "true");
            }
            return response.build();
        }

        static String etagOf(Answer answer) {
            return answer.version() == null ? null : Version.etag(answer.version());
        }
    }
}
