package org.carepromise.kit.bulk;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

import org.carepromise.kit.bulk.BulkOutcome.Verdict;
import org.carepromise.kit.problem.Problem;
import org.carepromise.kit.problem.ProblemJson;

/** One line of the answer to a file. */
@Schema(
        name = "BulkVerdict",
        description = "What became of one line of the file; the last one has `summary` instead of `line`.")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record BulkVerdictJson(
        @Schema(description = "The line of the file in which the record begins, from 1 on", examples = "2") Long line,
        Verdict verdict,
        @Schema(description = "What the line stands for; absent where it is refused. A dry run's is gone afterwards")
                String id,
        @Schema(description = "Why the line, or the rest of the file, was refused: a Problem") ProblemJson problem,
        SummaryJson summary) {

    /** The end of the answer. Without it the answer broke off: send the file again. */
    @Schema(name = "BulkSummary")
    public record SummaryJson(
            @Schema(description = "Lines that have a verdict") long lines,
            long created,
            long updated,
            long unchanged,
            long refused,
            @Schema(description = "Nothing of it was kept") boolean dryRun,
            @Schema(description = "Whether every line of the file has a verdict") boolean complete) {}

    static BulkVerdictJson taken(long line, BulkOutcome outcome) {
        return new BulkVerdictJson(line, outcome.verdict(), outcome.id(), null, null);
    }

    static BulkVerdictJson refused(long line, Problem refusal) {
        return new BulkVerdictJson(line, Verdict.REFUSED, null, ProblemJson.of(refusal), null);
    }

    /** @param problem what ended it early, or null */
    static BulkVerdictJson end(SummaryJson summary, Problem problem) {
        return new BulkVerdictJson(null, null, null, problem == null ? null : ProblemJson.of(problem), summary);
    }
}
