package org.carepromise.messaging.queue;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

import org.carepromise.messaging.Ids;
import org.carepromise.messaging.thread.Note;
import org.carepromise.messaging.thread.ThreadJson;

/** What agents send and see of the queues. */
final class QueueJson {

    private QueueJson() {}

    @Schema(name = "NextThread")
    record NextThreadJson(
            @Schema(examples = "springfield") @NotNull @Size(min = 1, max = 64) String site,
            @Schema(description = "Of the agent's own", examples = "clinical") @NotNull @Size(min = 1, max = 20)
                    Set<@NotNull @Size(min = 1, max = 64) String> pools) {}

    @Schema(name = "ThreadLease", description = "With the token it renews; without it picks, and says why this one.")
    record LeaseJson(
            @Schema(description = "Of the lease that is renewed") UUID leaseToken,
            @Schema(description = "Why this one before the others; needed to pick") @Size(min = 1, max = 1000)
                    String reason) {}

    @Schema(name = "ThreadLeaseReturn")
    record LeaseReturnJson(@NotNull UUID leaseToken) {}

    @Schema(name = "NewThreadSnooze")
    record NewSnoozeJson(
            @Schema(description = "Not beyond its limit") @NotNull Instant until,
            @NotBlank @Size(max = 1000) String reason) {}

    @Schema(name = "NewThreadHandOver", description = "At the end of a shift.")
    record NewHandOverJson(
            @Schema(description = "The subject of whoever goes on; anybody, if absent") @Size(min = 1, max = 255)
                    String to,
            @Schema(description = "What they have to know") @NotBlank @Size(max = 4000) String note) {}

    @Schema(name = "NewThreadPool")
    record NewPoolJson(
            @Schema(examples = "billing") @NotNull @Size(min = 1, max = 64) String pool,
            @NotBlank @Size(max = 1000) String reason) {}

    @Schema(name = "NewThreadPriority")
    record NewPriorityJson(@NotBlank @Size(max = 1000) String reason) {}

    @Schema(name = "NewThreadAssignment")
    record NewAssignmentJson(
            @Schema(description = "The subject of their token") @NotNull @Size(min = 1, max = 255) String agent,
            @NotBlank @Size(max = 1000) String reason) {}

    @Schema(name = "NewThreadNote")
    record NewNoteJson(
            @Schema(description = "Twin of the Idempotency-Key header") @Size(min = 1, max = 255) String requestId,
            @Schema(description = "For staff alone") @NotBlank @Size(max = 4000) String text) {}

    @Schema(name = "ThreadNote")
    record NoteJson(String id, Note.Kind kind, String text, String person, Instant at) {

        static NoteJson of(Note note) {
            return new NoteJson(Ids.NOTE.format(note.id()), note.kind(), note.text(), note.person(), note.at());
        }
    }

    @Schema(name = "ThreadNotes")
    record NotesJson(@Schema(description = "The newest first") List<NoteJson> items) {}

    @Schema(name = "LeasedThread")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record LeasedThreadJson(
            @Schema(description = "Shows that it is still theirs") UUID leaseToken,
            @Schema(description = "Exclusive; renew before") Instant leaseUntil,
            ThreadJson thread) {}
}
