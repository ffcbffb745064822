package org.carepromise.messaging.thread;

import java.util.List;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

import org.carepromise.triage.Lane;

/** What is sent about one thread. */
final class MessageJson {

    private MessageJson() {}

    @Schema(
            name = "NewMessage",
            description = "Of a patient or proxy; of staff it is the answer, unless it says who else wrote it.")
    record NewMessageJson(
            @Schema(description = "Twin of the Idempotency-Key header") @Size(min = 1, max = 255) String requestId,
            @Schema(description = "As it was written") @NotNull @Size(max = 20_000) String body,
            @Schema(description = "Of a patient: whether the sender calls it urgent; it never lowers")
                    Lane declaredUrgency,
            @Schema(
                            description =
                                    "A portal says who writes, PATIENT or PROXY; staff, whose words they write down; a"
                                            + " machine's receipt is AUTOMATIC, and answers nothing")
                    Message.Author writtenBy,
            @Schema(description = "Of a patient: ids of files that were sent before") @Size(max = 10)
                    List<@NotNull @Size(min = 1, max = 64) String> attachments) {}

    @Schema(name = "NewThreadQuestion")
    record NewQuestionJson(@Schema(description = "To the patient") @NotBlank @Size(max = 20_000) String question) {}

    @Schema(name = "NewThreadCall", description = "A call to the patient.")
    record NewCallJson(
            @Schema(description = "Twin of the Idempotency-Key header") @Size(min = 1, max = 255) String requestId,
            @Schema(description = "Whether the patient was reached: then it is the answer") @NotNull Boolean reached,
            @Schema(description = "What was said") @NotBlank @Size(max = 20_000) String note) {}

    @Schema(name = "NewThreadTriage")
    record NewTriageJson(
            @NotNull Lane lane,
            @Schema(description = "Whether it may be danger to life; URGENT alone") Boolean emergencySign,
            @Schema(description = "Why, in one line") @NotBlank @Size(max = 1000) String reason) {}

    @Schema(name = "NewThreadClosure")
    record NewClosureJson(
            @Schema(description = "Why, where no answer is needed") @NotBlank @Size(max = 1000) String reason) {}
}
