package org.carepromise.kit.notice;

import java.time.Instant;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

import org.carepromise.kit.id.IdType;

/** A notice as it goes over the wire. */
@Schema(name = "Notice", description = "What became of a notice to a patient; neither its text nor its address.")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record NoticeJson(
        String id,
        @Schema(description = "Decided once under it, and delivered under it") String key,
        @Schema(examples = "appointment-reminder") String purpose,
        @Schema(description = "The thing it is about") String subject,
        String site,
        @Schema(description = "DECIDED, SENT, SUPPRESSED, DROPPED, COLLAPSED or GIVEN_UP") String state,
        @Schema(description = "Why it ended so, or why the last attempt failed", examples = "quiet-hours")
                String reason,
        String channel,
        String language,
        int attempts,
        Instant decidedAt,
        @Schema(description = "When it may go; quiet hours move it") Instant dueAt,
        Instant latestUsefulAt,
        @Schema(description = "The next attempt, in real time") Instant retryAt,
        Instant endedAt) {

    static final IdType ID = new IdType("notice");

    static NoticeJson of(Notice notice) {
        return new NoticeJson(
                ID.format(notice.id()),
                notice.key(),
                notice.purpose(),
                notice.subject(),
                notice.site(),
                notice.state().name(),
                notice.reason(),
                notice.channel(),
                notice.language(),
                notice.attempts(),
                notice.decidedAt(),
                notice.dueAt(),
                notice.latestUsefulAt(),
                notice.retryAt(),
                notice.endedAt());
    }
}
