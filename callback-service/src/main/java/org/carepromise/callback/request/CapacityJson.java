package org.carepromise.callback.request;

import java.time.Instant;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

@Schema(name = "CallbackCapacity", description = "What promises are made on, at this moment")
record CapacityJson(
        String site,
        @Schema(description = "Agents by the rosters, while the site is open") int rostered,
        @Schema(description = "Agents who were seen within a quarter of an hour") int seen,
        @Schema(
                        description = "Agents counted on: those rostered less those who had a quarter of an hour to be"
                                + " seen and were not")
                int counted,
        @Schema(description = "Whether the site's agents sign in; else the rosters count as they are")
                boolean signInCounts,
        @Schema(description = "Of an agent for one request, over all its attempts and wrap-up", examples = "PT7M42S")
                String agentTime,
        @Schema(description = "Ended requests from which it was learnt; 0 where it is as configured")
                int agentTimeLearntFrom) {

    static CapacityJson of(String site, SiteCapacity capacity, Instant now) {
        var time = capacity.agentTime();
        return new CapacityJson(
                site,
                capacity.rosteredAt(now),
                capacity.signedIn().present().size(),
                capacity.agents(now).agentsAt(now),
                capacity.signedIn().counts(),
                time.mean().toString(),
                time.requests());
    }
}
