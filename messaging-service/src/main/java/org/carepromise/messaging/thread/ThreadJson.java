package org.carepromise.messaging.thread;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

import org.carepromise.kit.patient.PatientJson;
import org.carepromise.kit.promise.Promise;
import org.carepromise.kit.promise.PromiseJson;
import org.carepromise.kit.triage.EmergencyJson;
import org.carepromise.messaging.Ids;
import org.carepromise.triage.Lane;

@Schema(name = "Thread", description = "Staff see why it is in its lane, and where it is in the queues.")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ThreadJson(
        @Schema(examples = "thr_01kat3v0000000000000000000") String id,
        ThreadState state,
        String site,
        String topic,
        Channel channel,
        @Schema(description = "Who answers", examples = "clinical") String pool,
        Lane lane,
        @Schema(description = "Whether the words may tell of danger to life") Boolean emergencySign,
        @Schema(description = "Hidden from proxies, and without preview") Boolean confidential,
        @Schema(description = "Absent in lists where it is confidential") String subject,
        PatientJson patient,
        @Schema(description = "The thread that this one goes on from") String predecessorId,
        @Schema(description = "The oldest unanswered message") Instant waitingSince,
        @Schema(description = "When a human saw it first, since it waits") Instant seenAt,
        @Schema(description = "How long after its receipt a clinician raised it", examples = "PT4H10M")
                Duration triageDelay,
        TriageJson triage,
        PromiseJson promise,
        List<PromiseJson> promises,
        @Schema(description = "The last 200, oldest first; not in lists") List<SaidJson> messages,
        EmergencyJson emergency,
        Instant createdAt,
        Instant updatedAt,
        @Schema(description = "The same token as the ETag") Long version) {

    @Schema(name = "Message")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record SaidJson(
            @Schema(examples = "msg_01kat3v0000000000000000000") String id,
            Message.Author author,
            Message.Kind kind,
            @Schema(description = "Who it was; for staff") String person,
            @Schema(description = "As it was written: escape it where you show it") String body,
            @Schema(description = "What the patient was told at once") String shown,
            @Schema(description = "When the patient read it first; for staff") Instant openedAt,
            @Schema(description = "Files that came with it") List<AttachedJson> attachments,
            Instant sentAt) {

        static SaidJson of(Message message, List<Attached> attached, boolean forStaff) {
            return new SaidJson(
                    message.publicId(),
                    message.author(),
                    message.kind(),
                    forStaff ? message.person() : null,
                    message.body(),
                    message.shown().orElse(null),
                    forStaff ? message.openedAt().orElse(null) : null,
                    attached.isEmpty()
                            ? null
                            : attached.stream().map(AttachedJson::of).toList(),
                    message.sentAt());
        }
    }

    @Schema(name = "Attached")
    public record AttachedJson(
            @Schema(examples = "att_01kat3v0000000000000000000") String id,
            String name,
            @Schema(description = "What its bytes say", examples = "image/png") String contentType,
            long size) {

        public static AttachedJson of(Attached file) {
            return new AttachedJson(Ids.ATTACHMENT.format(file.id()), file.name(), file.contentType(), file.size());
        }
    }

    @Schema(name = "NewThread")
    public record NewThreadJson(
            @Schema(description = "Twin of the Idempotency-Key header") @Size(min = 1, max = 255) String requestId,
            @Valid PatientJson patient,
            @Schema(examples = "springfield") @NotNull @Size(min = 1, max = 64) String site,
            @Schema(description = "scheduling, billing, clinical, pharmacy, portal or other", examples = "clinical")
                    @NotNull
                    @Size(min = 1, max = 64)
                    String topic,
            @Schema(description = "PORTAL, if absent") Channel channel,
            @Schema(description = "Who is to answer, if it can wait; the routing table's, if absent")
                    @Size(min = 1, max = 64)
                    String pool,
            @Size(min = 1, max = 1000) String subject,
            @Schema(description = "In the patient's words; empty where there is only a picture")
                    @NotNull
                    @Size(max = 20_000)
                    String body,
            @Schema(description = "Of the answer, BCP 47; the patient's, if absent", examples = "es") @Size(max = 35)
                    String language,
            @Schema(description = "Whether the sender calls it urgent; it never lowers") Lane declaredUrgency,
            @Schema(description = "A portal says who writes, PATIENT or PROXY") Message.Author writtenBy,
            @Schema(description = "Ids of files that were sent before") @Size(max = 10)
                    List<@NotNull @Size(min = 1, max = 64) String> attachments) {}

    /** What surrounds a thread in an answer. */
    record Beside(
            List<Promise> promises,
            Optional<TriageJson> triage,
            List<Message> messages,
            Map<UUID, List<Attached>> attached,
            ZoneId zone) {}

    static ThreadJson of(
            MessageThread thread, Beside beside, boolean forStaff, boolean inList, EmergencyJson emergency) {
        var course = thread.course();
        return new ThreadJson(
                thread.publicId(),
                course.state(),
                thread.site(),
                thread.topic(),
                thread.channel(),
                thread.place().pool(),
                course.lane(),
                course.emergency(),
                thread.confidential() ? true : null,
                inList && thread.confidential() ? null : thread.subject().orElse(null),
                thread.patient().block(),
                thread.predecessor().map(Ids.THREAD::format).orElse(null),
                course.waitingSince().orElse(null),
                course.seenAt().orElse(null),
                forStaff ? course.raisedAfter().orElse(null) : null,
                forStaff ? beside.triage().orElse(null) : null,
                PromiseJson.foremost(beside.promises())
                        .map(promise -> PromiseJson.of(promise, beside.zone()))
                        .orElse(null),
                beside.promises().stream()
                        .map(promise -> PromiseJson.of(promise, beside.zone()))
                        .toList(),
                inList
                        ? null
                        : beside.messages().stream()
                                .map(message -> SaidJson.of(
                                        message, beside.attached().getOrDefault(message.id(), List.of()), forStaff))
                                .toList(),
                emergency,
                thread.createdAt(),
                thread.updatedAt(),
                thread.version());
    }
}
