package org.carepromise.messaging.ruleset;

import java.time.Instant;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

import org.carepromise.triage.evaluation.Gate;
import org.carepromise.triage.evaluation.Label;

/** What a draft would decide otherwise than the rules in force, and whether it may decide at all. */
@Schema(name = "RuleSetReplay", description = "No words of patients: ids, and the rules' own phrasings.")
@JsonInclude(JsonInclude.Include.NON_NULL)
record Replay(
        @Schema(description = "The rules in force that it was held against") String against,
        Instant replayedAt,
        @Schema(description = "Whether it reaches, on the labelled messages, what no rule set may miss")
                boolean hardGatesHold,
        List<GateJson> gates,
        Moves labelled,
        @Schema(description = "The newest messages of patients") Moves stored) {

    @Schema(name = "RuleSetGate")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record GateJson(
            Gate.Goal gate,
            @Schema(description = "Absent without a message to measure it on") Double value,
            double bound,
            boolean hard,
            boolean holds) {

        static GateJson of(Gate gate) {
            return new GateJson(
                    gate.goal(),
                    gate.measured().map(Gate.Measured::value).orElse(null),
                    gate.goal().bound(),
                    gate.goal().isHard(),
                    gate.holds());
        }
    }

    @Schema(name = "RuleSetMoves")
    record Moves(
            int messages,
            int up,
            int down,
            @Schema(description = "The first of them, those that move down before the others") List<Move> moves) {}

    /** @param words of the rules, by which it moves */
    @Schema(name = "RuleSetMove")
    record Move(
            @Schema(description = "Of the message: of patients, or of the labelled ones") String id,
            Label from,
            Label to,
            @Schema(description = "Phrasings that count for one of them only", examples = "FEVER: fever")
                    List<String> words) {}

    /** Whether anything would be answered later than it is now. */
    boolean movesDown() {
        return labelled.down() > 0 || stored.down() > 0;
    }
}
