package org.carepromise.scheduling.session;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import jakarta.validation.Valid;
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
        @Schema(description = "Seats of each slot beyond its capacity, for staff alone") int overbook,
        List<String> visitTypes,
        List<CapJson> caps,
        CarveOutJson carveOut,
        List<ExceptionJson> exceptions,
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

    @Schema(name = "SessionCap", description = "At most so many visits of these types in a session, together")
    record CapJson(
            @NotEmpty @Size(max = 100) List<@NotNull @Size(min = 1, max = 64) String> visitTypes,
            @NotNull @Min(1) @Max(10_000) Integer most) {

        static CapJson of(SessionCap cap) {
            return new CapJson(cap.visitTypes(), cap.most());
        }
    }

    @Schema(name = "CarveOut", description = "The last slots of a session, which open late and by themselves")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record CarveOutJson(
            @NotNull @Min(1) @Max(288) Integer slots,
            @Schema(description = "So long before each of them; this, or opensAt", examples = "PT24H")
                    @DurationMin(minutes = 1)
                    @DurationMax(days = 30)
                    Duration opensBefore,
            @Schema(
                            implementation = String.class,
                            format = "time",
                            description = "At this local time of the session's date",
                            examples = "07:00")
                    LocalTime opensAt) {

        @JsonIgnore
        @Schema(hidden = true)
        @AssertTrue(message = "must be given, or opensAt instead")
        public boolean isOpensBeforeOrOpensAt() {
            return (opensBefore == null) != (opensAt == null);
        }

        static CarveOutJson of(CarveOut carveOut) {
            return new CarveOutJson(
                    carveOut.slots(),
                    carveOut.opensBefore().orElse(null),
                    carveOut.opensAt().orElse(null));
        }
    }

    @Schema(
            name = "SessionTemplateException",
            description = "A date on which the session is at other hours, or, without hours, is none")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ExceptionJson(
            @NotNull LocalDate date,
            @Schema(implementation = String.class, format = "time", examples = "10:00") LocalTime startsAt,
            @Schema(implementation = String.class, format = "time", examples = "12:00") LocalTime endsAt) {

        @JsonIgnore
        @Schema(hidden = true)
        @AssertTrue(message = "must end after it starts; both or neither are given")
        public boolean isEndAfterStart() {
            return startsAt == null || endsAt == null ? startsAt == endsAt : endsAt.isAfter(startsAt);
        }

        static ExceptionJson of(Map.Entry<LocalDate, Optional<LocalHours>> exception) {
            var hours = exception.getValue();
            return new ExceptionJson(
                    exception.getKey(),
                    hours.map(LocalHours::startsAt).orElse(null),
                    hours.map(LocalHours::endsAt).orElse(null));
        }
    }

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
                template.hours().startsAt().toString(),
                template.hours().endsAt().toString(),
                template.slotLength(),
                template.capacity(),
                template.overbook(),
                template.visitTypes().orElse(null),
                template.caps().stream().map(CapJson::of).toList(),
                template.carveOut().map(CarveOutJson::of).orElse(null),
                template.exceptions().entrySet().stream().map(ExceptionJson::of).toList(),
                template.validFrom(),
                template.validUntil().orElse(null),
                template.extendedTo(),
                made,
                template.version());
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
            @Schema(description = "Seats of each slot beyond its capacity, for staff alone; absent for 0")
                    @Min(0)
                    @Max(500)
                    Integer overbook,
            @Schema(description = "The only ones taken here; absent for all that the provider offers")
                    @Size(min = 1, max = 100)
                    List<@NotNull @Size(min = 1, max = 64) String> visitTypes,
            @Size(max = 20) List<@NotNull @Valid CapJson> caps,
            @Valid CarveOutJson carveOut,
            @Schema(description = "One a date at most") @Size(max = 366) List<@NotNull @Valid ExceptionJson> exceptions,
            @Schema(description = "Today, if absent") LocalDate validFrom,
            @Schema(description = "The last date, included") LocalDate validUntil)
            implements SessionTemplateFields {

        @JsonIgnore
        @Schema(hidden = true)
        @AssertTrue(message = "must end after it starts, on the same day")
        public boolean isEndAfterStart() {
            return startsAt == null || endsAt == null || endsAt.isAfter(startsAt);
        }

        @JsonIgnore
        @Schema(hidden = true)
        @AssertTrue(message = "must not name a date twice")
        public boolean isOneExceptionADate() {
            return namesNoDateTwice();
        }
    }

    /** What becomes of visits that are booked in what a change would drop. */
    @Schema(name = "StrandedPolicy")
    enum Stranded {
        KEEP
    }

    @Schema(name = "SessionTemplateReplacement")
    record SessionTemplateReplacementJson(
            @Schema(description = "Twin of If-Match") Long version,
            @NotEmpty Set<@NotNull DayOfWeek> weekdays,
            @Schema(implementation = String.class, format = "time", examples = "09:00") @NotNull LocalTime startsAt,
            @Schema(implementation = String.class, format = "time", examples = "12:00") @NotNull LocalTime endsAt,
            @Schema(examples = "PT20M") @NotNull @DurationMin(minutes = 5) @DurationMax(hours = 8) Duration slotLength,
            @Schema(description = "Seats of each slot: 1 for a visit, more for a group") @NotNull @Min(1) @Max(500)
                    Integer capacity,
            @Schema(description = "Seats of each slot beyond its capacity, for staff alone; absent for 0")
                    @Min(0)
                    @Max(500)
                    Integer overbook,
            @Schema(description = "The only ones taken here; absent for all that the provider offers")
                    @Size(min = 1, max = 100)
                    List<@NotNull @Size(min = 1, max = 64) String> visitTypes,
            @Size(max = 20) List<@NotNull @Valid CapJson> caps,
            @Valid CarveOutJson carveOut,
            @Schema(description = "One a date at most") @Size(max = 366) List<@NotNull @Valid ExceptionJson> exceptions,
            @Schema(description = "As before, if absent") LocalDate validFrom,
            @Schema(description = "The last date, included; one that is over ends the template") LocalDate validUntil,
            @Schema(
                            description =
                                    "KEEP: sessions with visits for which the change has no room stay as they are. "
                                            + "Absent: the change is refused where there are any")
                    Stranded stranded)
            implements SessionTemplateFields {

        @JsonIgnore
        @Schema(hidden = true)
        @AssertTrue(message = "must end after it starts, on the same day")
        public boolean isEndAfterStart() {
            return startsAt == null || endsAt == null || endsAt.isAfter(startsAt);
        }

        @JsonIgnore
        @Schema(hidden = true)
        @AssertTrue(message = "must not name a date twice")
        public boolean isOneExceptionADate() {
            return namesNoDateTwice();
        }
    }
}
