package org.carepromise.callback.staffing;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

@Schema(
        name = "StaffingRulesOfThumb",
        description = "Ratios in use. They know nothing of when calls come: a plan does.")
record RulesOfThumbJson(List<RuleJson> items) {

    static RulesOfThumbJson of(Optional<Long> monthlyCalls, Optional<Long> beds) {
        return new RulesOfThumbJson(Stream.of(RuleOfThumb.values())
                .map(rule -> RuleJson.of(rule, rule == RuleOfThumb.AGENTS_FOR_MONTHLY_CALLS ? monthlyCalls : beds))
                .toList());
    }

    @Schema(name = "StaffingRuleOfThumb")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record RuleJson(
            RuleOfThumb rule,
            @Schema(examples = "A rule of thumb: one full-time agent for 1,200 to 1,800 inbound calls a month.")
                    String description,
            @Schema(description = "Calls a month, or beds, as asked") Long count,
            @Schema(description = "People at the easy end of the ratio; absent without a count") Integer from,
            @Schema(description = "People at its hard end") Integer to) {

        private static RuleJson of(RuleOfThumb rule, Optional<Long> count) {
            var people = count.map(rule::of);
            return new RuleJson(
                    rule,
                    rule.inWords(),
                    count.orElse(null),
                    people.map(RuleOfThumb.Range::from).orElse(null),
                    people.map(RuleOfThumb.Range::to).orElse(null));
        }
    }
}
