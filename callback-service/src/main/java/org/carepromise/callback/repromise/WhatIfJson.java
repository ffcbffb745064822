package org.carepromise.callback.repromise;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

import org.carepromise.callback.Ids;

@Schema(name = "StaffingWhatIf", description = "What is promised now, with fewer agents. Nothing has changed.")
record WhatIfJson(
        String site,
        @Schema(description = "Open and not broken yet") int promises,
        @Schema(description = "Of those, kept with less than 0.80 as it is") long belowNow,
        @Schema(description = "Of those, kept with less than 0.80 then") long belowThen,
        @Schema(description = "Of those, promised anew if the agents were really off") long promisedAnew,
        @Schema(description = "Those below then, or promised anew, by their limit: the first 1,000")
                List<AtRiskJson> atRisk) {

    private static final int MOST_SHOWN = 1_000;

    static WhatIfJson of(String site, AbsencePlan.Outcome outcome, ZoneId zone) {
        return new WhatIfJson(
                site,
                outcome.promises(),
                outcome.belowNow(),
                outcome.belowThen(),
                outcome.atRisk().stream()
                        .filter(AbsencePlan.AtRisk::isPromisedAnew)
                        .count(),
                outcome.atRisk().stream()
                        .limit(MOST_SHOWN)
                        .map(each -> AtRiskJson.of(each, zone))
                        .toList());
    }

    @Schema(name = "StaffingPromiseAtRisk")
    record AtRiskJson(
            @Schema(examples = "cbk_01kat3v0000000000000000000") String callback,
            @Schema(description = "Of its promise") OffsetDateTime limit,
            @Schema(description = "That it is kept, as it is", examples = "0.97") double chanceNow,
            @Schema(description = "That it is kept, then", examples = "0.61") double chanceThen,
            boolean promisedAnew) {

        private static AtRiskJson of(AbsencePlan.AtRisk its, ZoneId zone) {
            return new AtRiskJson(
                    Ids.CALLBACK.format(its.waiting().callback().orElseThrow()),
                    its.waiting().dueAt().atZone(zone).toOffsetDateTime(),
                    its.chanceNow(),
                    its.chanceThen(),
                    its.isPromisedAnew());
        }
    }

    @Schema(name = "NewStaffingWhatIf")
    record NewWhatIfJson(
            @Schema(examples = "springfield") @NotNull @Size(min = 1, max = 64) String site,
            @NotNull @Size(min = 1, max = 20) List<@NotNull @Valid OffJson> off) {}

    @Schema(name = "StaffingAbsence", description = "Agents of a roster who are off")
    record OffJson(
            @Schema(examples = "cros_01kat3v0000000000000000000") @NotNull @Size(min = 1, max = 64) String roster,
            @Schema(description = "How many; those who do not work then do not count", examples = "2")
                    @NotNull
                    @Min(1)
                    @Max(10_000)
                    Integer agents,
            @Schema(examples = "2026-12-07T10:00:00-06:00") @NotNull Instant from,
            @Schema(description = "Exclusive; the end of that day at the site, if absent") Instant until) {}
}
