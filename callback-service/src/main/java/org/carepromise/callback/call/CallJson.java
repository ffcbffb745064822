package org.carepromise.callback.call;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

import org.carepromise.callback.SpokenLanguage;
import org.carepromise.kit.bulk.BulkColumn;
import org.carepromise.kit.bulk.BulkColumn.Kind;
import org.carepromise.kit.bulk.BulkColumns;

@Schema(name = "Call", description = "What was reported of a call so far; the caller's number is not shown.")
@JsonInclude(JsonInclude.Include.NON_EMPTY)
record CallJson(
        @Schema(examples = "call_01kat3v0000000000000000000") String id,
        String source,
        String callId,
        String site,
        String queue,
        String topic,
        String language,
        String agent,
        String outcome,
        Instant offeredAt,
        Instant overflowedAt,
        Instant answeredAt,
        Instant abandonedAt,
        List<Instant> transferredAt,
        Instant endedAt,
        Instant wrappedUpAt,
        @Schema(description = "When the newest of it came") Instant reportedAt,
        @Schema(description = "The same token as the ETag") long version) {

    static CallJson of(Call call) {
        var facts = call.facts();
        return new CallJson(
                call.publicId(),
                call.name().source(),
                call.name().callId(),
                call.site(),
                facts.queue().orElse(null),
                facts.topic().orElse(null),
                facts.language().orElse(null),
                facts.agent().orElse(null),
                facts.outcome().orElse(null),
                facts.offeredAt().orElse(null),
                facts.overflowedAt().orElse(null),
                facts.answeredAt().orElse(null),
                facts.abandonedAt().orElse(null),
                List.copyOf(facts.transferredAt()),
                facts.endedAt().orElse(null),
                facts.wrappedUpAt().orElse(null),
                call.reportedAt(),
                call.version());
    }

    @Schema(
            name = "CallReport",
            description =
                    "What is known of a call at some moment: say as much as you know, leave out the rest. Reports of"
                            + " one call add up.")
    record CallReportJson(
            @Schema(description = "Twin of the Idempotency-Key header; in a file it says nothing")
                    @Size(min = 1, max = 255)
                    String requestId,
            @Schema(description = "The telephony system", examples = "pbx") @NotNull @Size(min = 1, max = 64)
                    String source,
            @Schema(description = "Its own id of the call", examples = "1764144000.4711")
                    @NotNull
                    @Size(min = 1, max = 128)
                    String callId,
            @Schema(description = "Where the call was offered", examples = "springfield")
                    @NotNull
                    @Size(min = 1, max = 64)
                    String site,
            @Schema(examples = "front-desk") @Size(min = 1, max = 64) String queue,
            @Schema(description = "scheduling, billing, clinical, pharmacy, portal or other", examples = "billing")
                    @Size(min = 1, max = 64)
                    String topic,
            @Schema(description = "BCP 47", examples = "es") @Size(min = 2, max = 35) String language,
            @Schema(description = "Who answered") @Size(min = 1, max = 64) String agent,
            @Schema(description = "In the telephony system's words", examples = "resolved") @Size(min = 1, max = 64)
                    String outcome,
            @Schema(
                            description = "The caller's number, in any form; leave it out where it is withheld",
                            examples = "+1 217 555 0123")
                    @Size(max = 40)
                    String phone,
            @Schema(description = "When it came to the queue") Instant offeredAt,
            @Schema(description = "When it went on to the next place of the overflow plan") Instant overflowedAt,
            @Schema(description = "When a person answered") Instant answeredAt,
            @Schema(description = "When the caller gave up waiting") Instant abandonedAt,
            @Schema(description = "Each hand-off after the answer; all reports' are put together") @Size(max = 50)
                    List<@NotNull Instant> transferredAt,
            @Schema(description = "When the conversation was over") Instant endedAt,
            @Schema(description = "When the agent was free again") Instant wrappedUpAt) {

        static final BulkColumns COLUMNS = BulkColumns.of(
                BulkColumn.required("source", Kind.TEXT),
                BulkColumn.required("callId", Kind.TEXT),
                BulkColumn.required("site", Kind.TEXT),
                BulkColumn.optional("queue", Kind.TEXT),
                BulkColumn.optional("topic", Kind.TEXT),
                BulkColumn.optional("language", Kind.TEXT),
                BulkColumn.optional("agent", Kind.TEXT),
                BulkColumn.optional("outcome", Kind.TEXT),
                BulkColumn.optional("phone", Kind.TEXT),
                BulkColumn.optional("offeredAt", Kind.TEXT),
                BulkColumn.optional("overflowedAt", Kind.TEXT),
                BulkColumn.optional("answeredAt", Kind.TEXT),
                BulkColumn.optional("abandonedAt", Kind.TEXT),
                BulkColumn.optional("transferredAt", Kind.LIST),
                BulkColumn.optional("endedAt", Kind.TEXT),
                BulkColumn.optional("wrappedUpAt", Kind.TEXT));

        Call.Name name() {
            return new Call.Name(source, callId);
        }

        /** @param number the phone in E.164 */
        CallFacts facts(Optional<String> number) {
            var transfers = new TreeSet<Instant>();
            Optional.ofNullable(transferredAt).orElse(List.of()).forEach(each -> transfers.add(stored(each)));
            return new CallFacts(
                    Optional.ofNullable(queue),
                    Optional.ofNullable(topic),
                    Optional.ofNullable(language).map(SpokenLanguage::of),
                    Optional.ofNullable(agent),
                    Optional.ofNullable(outcome),
                    number,
                    Optional.ofNullable(offeredAt).map(CallReportJson::stored),
                    Optional.ofNullable(overflowedAt).map(CallReportJson::stored),
                    Optional.ofNullable(answeredAt).map(CallReportJson::stored),
                    Optional.ofNullable(abandonedAt).map(CallReportJson::stored),
                    transfers,
                    Optional.ofNullable(endedAt).map(CallReportJson::stored),
                    Optional.ofNullable(wrappedUpAt).map(CallReportJson::stored));
        }

        /** As exact as a database keeps it, so that a repeated report says the same. */
        private static Instant stored(Instant at) {
            return at.truncatedTo(ChronoUnit.MICROS);
        }
    }
}
