package org.carepromise.scheduling.waitlist;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

import org.carepromise.kit.patient.PatientJson;
import org.carepromise.scheduling.Ids;

@Schema(name = "WaitlistEntry")
@JsonInclude(JsonInclude.Include.NON_NULL)
record WaitlistEntryJson(
        @Schema(examples = "wait_01kat3v0000000000000000000") String id,
        WaitlistEntryState state,
        String visitType,
        List<String> sites,
        List<String> providers,
        List<DayOfWeek> weekdays,
        @Schema(description = "Local time at the site", examples = "09:00") String earliest,
        @Schema(description = "Local time at the site, included", examples = "12:00") String latest,
        LocalDate from,
        @Schema(description = "The last date, included") LocalDate until,
        @Schema(description = "The later visit that an earlier one would replace") String appointmentId,
        @Schema(description = "The higher, the sooner") int priority,
        PatientJson patient,
        Instant createdAt,
        Instant endedAt,
        @Schema(description = "The same token as the ETag") long version) {

    static WaitlistEntryJson of(WaitlistEntry entry) {
        var wishes = entry.wishes();
        return new WaitlistEntryJson(
                Ids.WAITLIST_ENTRY.format(entry.id()),
                entry.state(),
                entry.visitType(),
                wishes.sites().stream().sorted().toList(),
                wishes.providers()
                        .map(some -> some.stream()
                                .map(WaitlistEntryJson::provider)
                                .sorted()
                                .toList())
                        .orElse(null),
                wishes.weekdays().map(some -> some.stream().sorted().toList()).orElse(null),
                wishes.earliest().map(LocalTime::toString).orElse(null),
                wishes.latest().map(LocalTime::toString).orElse(null),
                wishes.fromOn().orElse(null),
                wishes.untilOn().orElse(null),
                entry.appointment().map(Ids.APPOINTMENT::format).orElse(null),
                entry.priority(),
                entry.patient().block(),
                entry.createdAt(),
                entry.endedAt().orElse(null),
                entry.version());
    }

    private static String provider(UUID id) {
        return Ids.PROVIDER.format(id);
    }

    @Schema(name = "NewWaitlistEntry")
    record NewWaitlistEntryJson(
            @Schema(description = "Twin of the Idempotency-Key header") @Size(min = 1, max = 255) String requestId,
            @Schema(examples = "primary-care") @NotNull @Size(min = 1, max = 64) String visitType,
            @Schema(description = "Where the patient would come") @NotNull @Size(min = 1, max = 50)
                    Set<@NotNull @Size(min = 1, max = 64) String> sites,
            @Schema(description = "Anybody, if absent") @Size(min = 1, max = 50)
                    Set<@NotNull @Size(min = 1, max = 64) String> providers,
            @Schema(description = "Any, if absent") @Size(min = 1, max = 7) Set<@NotNull DayOfWeek> weekdays,
            @Schema(
                            implementation = String.class,
                            format = "time",
                            description = "The first local time at which the visit may begin",
                            examples = "09:00")
                    LocalTime earliest,
            @Schema(
                            implementation = String.class,
                            format = "time",
                            description = "The last one, included",
                            examples = "12:00")
                    LocalTime latest,
            @Schema(description = "The first date") LocalDate from,
            @Schema(description = "The last date, included; without it the entry waits until it is taken back")
                    LocalDate until,
            @Schema(
                            description = "A later visit of the patient and this type: an earlier one replaces it",
                            examples = "appt_01kat3v0000000000000000000")
                    @Size(max = 64)
                    String appointmentId,
            @Schema(description = "The higher, the sooner; for staff alone")
                    @Min(0)
                    @Max(WaitlistEntry.HIGHEST_PRIORITY)
                    Integer priority,
            @Valid PatientJson patient) {}

    @Schema(name = "WaitlistWithdrawal")
    record WithdrawalJson(
            @Schema(description = "Twin of the Idempotency-Key header") @Size(min = 1, max = 255) String requestId,
            @Schema(description = "Twin of If-Match") Long version) {}
}
