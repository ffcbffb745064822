package org.carepromise.callback.roster;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

import org.carepromise.callback.Ids;

@Schema(name = "CallbackRoster")
record RosterJson(
        @Schema(examples = "cros_01kat3v0000000000000000000") String id,
        String site,
        String name,
        List<String> skills,
        List<String> languages,
        List<WeeklyJson> weekly,
        List<OverrideJson> overrides,
        Instant createdAt,
        @Schema(description = "The same token as the ETag") long version) {

    private static final String START = "([01][0-9]|2[0-3]):[0-5][0-9]";
    private static final String END = START + "|24:00";
    private static final int MOST_AGENTS = 10_000;

    static RosterJson of(Roster roster) {
        return new RosterJson(
                Ids.ROSTER.format(roster.id()),
                roster.site(),
                roster.name(),
                roster.skills().stream().sorted().toList(),
                roster.languages().stream().sorted().toList(),
                roster.weekly().stream()
                        .map(each -> new WeeklyJson(
                                each.weekdays(),
                                each.interval().startsAt(),
                                each.interval().endsAt(),
                                each.interval().agents()))
                        .toList(),
                roster.overrides().stream()
                        .map(each -> new OverrideJson(
                                each.on(),
                                each.intervals().stream()
                                        .map(it -> new IntervalJson(it.startsAt(), it.endsAt(), it.agents()))
                                        .toList()))
                        .toList(),
                roster.createdAt(),
                roster.version());
    }

    @Schema(name = "CallbackRosterWeekly", description = "So many agents on some weekdays, in local time of the site")
    record WeeklyJson(
            @NotNull @Size(min = 1, max = 7) Set<@NotNull DayOfWeek> weekdays,
            @Schema(examples = "08:00") @NotNull @Pattern(regexp = START) String startsAt,
            @Schema(description = "Exclusive; 24:00 is midnight", examples = "17:00") @NotNull @Pattern(regexp = END)
                    String endsAt,
            @Min(0) @Max(MOST_AGENTS) int agents) {}

    @Schema(name = "CallbackRosterInterval")
    record IntervalJson(
            @Schema(examples = "08:00") @NotNull @Pattern(regexp = START) String startsAt,
            @Schema(description = "Exclusive; 24:00 is midnight", examples = "17:00") @NotNull @Pattern(regexp = END)
                    String endsAt,
            @Min(0) @Max(MOST_AGENTS) int agents) {}

    @Schema(
            name = "CallbackRosterOverride",
            description = "Replaces the whole of a date; without intervals nobody works")
    record OverrideJson(
            @NotNull LocalDate date, @NotNull @Size(max = 50) List<@NotNull @Valid IntervalJson> intervals) {}

    /** What a roster is created with and replaced by. */
    interface Fields {

        String name();

        Set<String> skills();

        Set<String> languages();

        List<WeeklyJson> weekly();

        List<OverrideJson> overrides();
    }

    @Schema(name = "NewCallbackRoster")
    record NewRosterJson(
            @Schema(description = "Twin of the Idempotency-Key header") @Size(min = 1, max = 255) String requestId,
            @Schema(examples = "springfield") @NotNull @Size(min = 1, max = 64) String site,
            @Schema(examples = "Front desk") @NotNull @Size(min = 1, max = 100) String name,
            @Schema(description = "Topics, or skills of your own") @NotNull @Size(min = 1, max = 50)
                    Set<@NotNull @Size(min = 1, max = 64) String> skills,
            @Schema(description = "BCP 47; region and script do not matter") @NotNull @Size(min = 1, max = 20)
                    Set<@NotNull @Size(min = 2, max = 35) String> languages,
            @NotNull @Size(max = 200) List<@NotNull @Valid WeeklyJson> weekly,
            @Size(max = 366) List<@NotNull @Valid OverrideJson> overrides)
            implements Fields {}

    @Schema(name = "CallbackRosterReplacement", description = "The site stays")
    record RosterReplacementJson(
            @Schema(description = "Twin of If-Match") Long version,
            @Schema(examples = "Front desk") @NotNull @Size(min = 1, max = 100) String name,
            @NotNull @Size(min = 1, max = 50) Set<@NotNull @Size(min = 1, max = 64) String> skills,
            @NotNull @Size(min = 1, max = 20) Set<@NotNull @Size(min = 2, max = 35) String> languages,
            @NotNull @Size(max = 200) List<@NotNull @Valid WeeklyJson> weekly,
            @Size(max = 366) List<@NotNull @Valid OverrideJson> overrides)
            implements Fields {}
}
