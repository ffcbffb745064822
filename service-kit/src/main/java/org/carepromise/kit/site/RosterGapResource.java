package org.carepromise.kit.site;

import java.time.Instant;
import java.util.List;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import org.carepromise.kit.access.CurrentCaller;
import org.carepromise.kit.access.Role;
import org.carepromise.kit.paging.PageJson;

/** Where the roster of the days ahead has holes, for those who can fill them. */
@Produces(MediaType.APPLICATION_JSON)
@Path("/v1/{service}/roster-gaps")
@Tag(name = "alerts")
@RolesAllowed({Role.SUPERVISOR, Role.ADMIN})
public class RosterGapResource {

    private final RosterWatch watch;
    private final CurrentCaller caller;

    RosterGapResource(RosterWatch watch, CurrentCaller caller) {
        this.watch = watch;
        this.caller = caller;
    }

    @Schema(
            name = "RosterGap",
            description = "A stretch in which the site is closed, nobody on duty, and promises run.")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record RosterGapJson(
            String site, String pool, String role, List<String> promises, Instant startsAt, Instant endsAt) {

        static RosterGapJson of(RosterGap gap) {
            return new RosterGapJson(
                    gap.site(),
                    gap.post().map(DutyPost::pool).orElse(null),
                    gap.post().map(DutyPost::role).orElse(null),
                    gap.promises().stream().map(PublishedPromise::id).toList(),
                    gap.gap().startsAt(),
                    gap.gap().endsAt());
        }
    }

    @GET
    @Operation(
            summary = "List the gaps in the duty rosters",
            description = "Of the next seven days, at the sites of the token: when nobody would hear an alert in time.")
    public PageJson<RosterGapJson> listRosterGaps() {
        var sites = caller.get().sites();
        return new PageJson<>(
                watch.gaps().stream()
                        .filter(gap -> sites.covers(gap.site()))
                        .map(RosterGapJson::of)
                        .toList(),
                null);
    }
}
