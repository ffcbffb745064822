package org.carepromise.callback.course;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

import org.carepromise.callback.admission.Window;
import org.carepromise.callback.course.CourseJson.MoveJson;
import org.carepromise.callback.request.CallbackState;
import org.carepromise.kit.promise.PromiseJson;

/** What a link leads to. Who is called, and about what, it does not say: links are passed on. */
@Schema(name = "CallbackLink")
@JsonInclude(JsonInclude.Include.NON_NULL)
record CallbackLinkJson(
        CallbackState state,
        String site,
        String siteName,
        OffsetDateTime windowStart,
        OffsetDateTime windowEnd,
        @Schema(description = "Where the patient is, IANA", examples = "America/Chicago") String timeZone,
        PromiseJson promise,
        @Schema(description = "From this instant on the link is over") Instant expiresAt) {

    static CallbackLinkJson of(LinkedCallback linked, String siteName) {
        var callback = linked.callback();
        var zone = callback.zone();
        return new CallbackLinkJson(
                callback.state(),
                callback.site(),
                siteName,
                callback.window().map(Window::startsAt).map(at -> at(at, zone)).orElse(null),
                callback.window().map(Window::endsAt).map(at -> at(at, zone)).orElse(null),
                zone.getId(),
                PromiseJson.foremost(linked.promises())
                        .map(promise -> PromiseJson.of(promise, zone))
                        .orElse(null),
                linked.link().expiresAt());
    }

    private static OffsetDateTime at(Instant at, ZoneId zone) {
        return at.atZone(zone).toOffsetDateTime();
    }

    @Schema(name = "CallbackMoveByLink", description = "To a window, or without one to as soon as possible.")
    record MoveByLinkJson(
            @Schema(description = "Both ends, 15 or 30 minutes apart, or neither: as soon as possible")
                    Instant windowStart,
            Instant windowEnd,
            @Schema(description = "Whether a later time than the published one is taken") Boolean acceptLater) {

        MoveJson move() {
            return new MoveJson(null, windowStart, windowEnd, acceptLater, null);
        }
    }
}
