package org.carepromise.scheduling.session;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Set;

import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;

import org.carepromise.scheduling.Ids;

@Schema(name = "SessionTemplate")
@JsonInclude(JsonInclude.Include.NON_NULL)
record SessionTemplateJson(
        @Schema(examples = "tmpl_01kat3v0000000000000000000") String id,
        String provider,
        String site,
        List<DayOfWeek> weekdays,
        @Schema(description = "Local time", examples = "09:00") String startsAt,
        @Schema(description = "Local time", examples = "12:00") String endsAt,
        Duration slotLength,
        int capacity,
        List<String> visitTypes,
        LocalDate validFrom,
        LocalDate validUntil,
        @Schema(description = "Sessions are bookable up to this date, excluded") LocalDate extendedTo,
        @Schema(description = "What saving it made; only in the answer to that") MadeJson made,
        long version) {

    /** What a template became when it was saved. */
    @Schema(name = "MadeSessions")
    record MadeJson(
            int sessions,
            int slots,
            @Schema(description = "Dates that fall out because the site is closed then, or for part of the session")
                    List<LocalDate> closedOn) {}

    static SessionTemplateJson of(SessionTemplate template) {
        return of(template, null);
    }

    static SessionTemplateJson saved(SessionTemplate template, SessionPlan plan) {
        return of(template, new MadeJson(plan.sessions().size(), plan.slotCount(), plan.closedOn()));
    }

    private static SessionTemplateJson of(SessionTemplate template, MadeJson made) {
        return new SessionTemplateJson(
                Ids.TEMPLATE.format(template.id()),
                Ids.PROVIDER.format(template.provider()),
                template.site(),
                template.weekdays().stream().sorted().toList(),
                template.startsAt().toString(),
                template.endsAt().toString(),
                template.slotLength(),
                template.capacity(),
                template.visitTypes().orElse(null),
                template.validFrom(),
                template.validUntil().orElse(null),
                template.extendedTo(),
                made,
                1);
    }

    @Schema(name = "NewSessionTemplate")
    record NewSessionTemplateJson(
            @Schema(description = "Twin of the Idempotency-Key header") @Size(min = 1, max = 255) String requestId,
            @NotNull @Size(max = 64) String provider,
            @NotNull @Size(min = 1, max = 64) String site,
            @NotEmpty Set<@NotNull DayOfWeek> weekdays,
            @Schema(implementation = String.class, format = "time", examples = "09:00") @NotNull LocalTime startsAt,
            @Schema(implementation = String.class, format = "time", examples = "12:00") @NotNull LocalTime endsAt,
            @Schema(examples = "PT20M") @NotNull @DurationMin(minutes = 5) @DurationMax(hours = 8) Duration slotLength,
            @Schema(description = "Seats of each slot: 1 for a visit, more for a group") @NotNull @Min(1) @Max(500)
                    Integer capacity,
            @Schema(description = "The only ones taken here; absent for all that the provider offers")
                    @Size(min = 1, max = 100)
                    List<@NotNull @Size(min = 1, max = 64) String> visitTypes,
            @Schema(description = "Today, if absent") LocalDate validFrom,
            @Schema(description = "The last date, included") LocalDate validUntil) {

        @JsonIgnore
        @Schema(hidden = true)
        @AssertTrue(message = "must end after it starts, on the same day")
        public boolean isEndAfterStart() {
            return startsAt == null || endsAt == null || endsAt.isAfter(startsAt);
        }
    }
}
