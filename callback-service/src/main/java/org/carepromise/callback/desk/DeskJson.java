package org.carepromise.callback.desk;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

import org.carepromise.callback.Ids;
import org.carepromise.callback.intake.IntakePause;
import org.carepromise.callback.request.CallbackJson;
import org.carepromise.callback.request.CallbackState;
import org.carepromise.kit.triage.EmergencyJson;

/** What supervisors see and send. */
final class DeskJson {

    private static final String NOT_BLANK = "(?s).*\\S.*";

    private DeskJson() {}

    @Schema(name = "CallbackQueue")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record QueueJson(
            String site,
            @Schema(description = "There while patients' requests are refused") PauseJson intakePause,
            List<CountJson> counts,
            @Schema(description = "Who has what, the longest first") List<HeldJson> held) {

        static QueueJson of(
                String site, ZoneId zone, IntakePause pause, List<DeskStore.Count> counts, List<DeskStore.Held> held) {
            return new QueueJson(
                    site,
                    pause == null ? null : PauseJson.of(pause, zone),
                    counts.stream().map(CountJson::of).toList(),
                    held.stream().map(each -> HeldJson.of(each, zone)).toList());
        }
    }

    @Schema(name = "CallbackIntakePause")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record PauseJson(
            String reason,
            @Schema(description = "Exclusive; absent where somebody has to end it") OffsetDateTime until,
            OffsetDateTime pausedAt,
            String pausedBy) {

        static PauseJson of(IntakePause pause, ZoneId zone) {
            return new PauseJson(
                    pause.reason(),
                    pause.until().map(at -> at(at, zone)).orElse(null),
                    at(pause.pausedAt(), zone),
                    pause.person());
        }
    }

    @Schema(name = "CallbackCount")
    record CountJson(
            CallbackState state,
            String skill,
            String language,
            int callbacks,
            @Schema(description = "Of them, first attempts whose limit has passed") int overdue) {

        static CountJson of(DeskStore.Count count) {
            return new CountJson(count.state(), count.skill(), count.language(), count.callbacks(), count.overdue());
        }
    }

    @Schema(name = "HeldCallback")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record HeldJson(
            String id,
            String skill,
            String language,
            String agent,
            OffsetDateTime claimedAt,
            @Schema(description = "Exclusive: nobody has it then, unless it is renewed") OffsetDateTime leaseUntil,
            @Schema(description = "When the first attempt began") OffsetDateTime startedAt,
            OffsetDateTime dueAt) {

        static HeldJson of(DeskStore.Held held, ZoneId zone) {
            return new HeldJson(
                    Ids.CALLBACK.format(held.id()),
                    held.skill(),
                    held.language(),
                    held.agent(),
                    at(held.claimedAt(), zone),
                    at(held.leaseUntil(), zone),
                    held.startedAt().map(its -> at(its, zone)).orElse(null),
                    at(held.dueAt(), zone));
        }
    }

    @Schema(name = "QueuedCallback")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record QueuedJson(
            CallbackJson callback,
            OffsetDateTime putFirstAt,
            @Schema(description = "The last one that was given") String putFirstReason,
            @Schema(description = "The agent who alone takes it until assignedUntil") String assignedTo,
            OffsetDateTime assignedUntil) {}

    @Schema(name = "NewCallbackAssignment")
    record NewAssignmentJson(
            @Schema(description = "As the agent's token names them, or On-Behalf-Of-Agent", examples = "agent-7")
                    @NotNull
                    @Size(min = 1, max = 64)
                    String agent) {}

    @Schema(name = "NewCallbackPriority")
    record NewPriorityJson(
            @Schema(description = "For supervisors; stored encrypted")
                    @NotNull
                    @Size(min = 1, max = 200)
                    @Pattern(regexp = NOT_BLANK)
                    String reason) {}

    @Schema(name = "NewCallbackIntakePause")
    record NewPauseJson(
            @Schema(description = "Shown to everybody who asks for a callback: nothing about a patient")
                    @NotNull
                    @Size(min = 1, max = 200)
                    @Pattern(regexp = NOT_BLANK)
                    String reason,
            @Schema(description = "Exclusive; if absent, until somebody resumes") Instant until) {}

    @Schema(name = "NewCallbackConcern")
    record NewConcernJson(
            @Schema(description = "Twin of the Idempotency-Key header") @Size(min = 1, max = 255) String requestId,
            @Schema(description = "While the call lasts; needless once it was reported as reached") UUID leaseToken,
            @Schema(description = "What the patient said") @NotNull @Size(min = 1, max = 2000) String words) {}

    @Schema(name = "CallbackConcern")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ConcernJson(
            @Schema(examples = "ccn_01kat3v0000000000000000000") String id,
            String words,
            String raisedBy,
            Instant raisedAt,
            EmergencyJson emergency) {

        static ConcernJson of(Remark concern, EmergencyJson emergency) {
            return new ConcernJson(
                    Ids.CONCERN.format(concern.id()), concern.words(), concern.person(), concern.madeAt(), emergency);
        }
    }

    @Schema(name = "CallbackConcerns")
    record ConcernsJson(List<ConcernJson> items) {}

    static OffsetDateTime at(Instant at, ZoneId zone) {
        return at.atZone(zone).toOffsetDateTime();
    }
}
