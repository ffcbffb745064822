package org.carepromise.scheduling.figures;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

import org.carepromise.scheduling.figures.Figures.ThirdNext;

@Schema(name = "Figures", description = "Access and no-shows. Each figure says what it counts.")
@JsonInclude(JsonInclude.Include.NON_NULL)
record FiguresJson(
        @Schema(description = "Whose figures these are") List<String> sites,
        String visitType,
        @Schema(description = "The first instant counted") Instant from,
        @Schema(description = "The first no longer counted: never later than now") Instant to,
        @Schema(description = "When they were counted, by the product's clock") Instant at,
        ThirdNextAvailableJson thirdNextAvailable,
        RateJson fillRate,
        RateJson unusedCarveOut,
        RateJson noShowRate,
        List<LeadTimeJson> noShowsByLeadTime,
        List<ConfirmationJson> noShowsByConfirmation,
        @Schema(description = "Past visits of which nobody has said whether they took place; in no rate")
                long unrecorded,
        RecoveredJson recovered) {

    private static final String THIRD_NEXT =
            "calendar days at the site from today to the third start that can be booked "
                    + "now, as search finds it; days of closure count";
    private static final String FILL = "seats taken when the slot began, over the seats of all slots that began in the "
            + "period; a no-show has taken its seat, seats beyond the capacity do not count";
    private static final String CARVE_OUT =
            "seats still free when the slot began, over the seats of slots that were kept back until shortly before";
    private static final String NO_SHOWS = "visits marked as no-show, over those marked as no-show, checked in or "
            + "completed; by when they were to begin";
    private static final String RECOVERED = "byWaitingList: visits booked by accepting an offer of a freed seat; "
            + "byReminder: visits booked in the place of one that its patient gave back by a link after a reminder, "
            + "before the lead time, from a full slot. Cancelled ones and no-shows are none, and each visit counts once, "
            + "the waiting list's first. Value: visits times the configured range";

    @Schema(name = "Rate", description = "A part of a whole, and what both are.")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record RateJson(
            long numerator,
            long denominator,
            @Schema(description = "0 to 1; none of nothing", examples = "0.82") Double value,
            @Schema(description = "How it is counted") String definition) {

        static RateJson of(Rate rate, String definition) {
            return new RateJson(rate.numerator(), rate.denominator(), rate.value(), definition);
        }
    }

    @Schema(name = "NoShowsByLeadTime", description = "No-shows among visits booked so long before.")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record LeadTimeJson(
            @Schema(description = "From booking to visit, included", examples = "PT24H") Duration from,
            @Schema(description = "Not included; none for the last", examples = "PT168H") Duration to,
            long numerator,
            long denominator,
            Double value) {}

    @Schema(name = "NoShowsByConfirmation", description = "No-shows among visits that were confirmed, or were not.")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ConfirmationJson(boolean confirmed, long numerator, long denominator, Double value) {}

    @Schema(name = "ThirdNextAvailable")
    record ThirdNextAvailableJson(
            @Schema(description = "How it is counted") String definition,
            @Schema(description = "Whether all are listed; if not, name a site or a visit type") boolean complete,
            List<ThirdNextJson> items) {}

    @Schema(name = "ThirdNext", description = "Without start and days where fewer than three starts are free.")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ThirdNextJson(
            String site,
            String visitType,
            OffsetDateTime start,
            @Schema(description = "IANA", examples = "America/Chicago") String timeZone,
            @Schema(description = "0 is today") Long days) {}

    @Schema(name = "RecoveredVisits", description = "Visits that took place because somebody else gave theirs back.")
    record RecoveredJson(
            long byReminder,
            long byWaitingList,
            @Schema(examples = "20") BigDecimal valueOfVisitLow,
            @Schema(examples = "80") BigDecimal valueOfVisitHigh,
            BigDecimal valueLow,
            BigDecimal valueHigh,
            @Schema(description = "ISO 4217", examples = "USD") String currency,
            @Schema(description = "How it is counted") String definition) {}

    static FiguresJson of(Figures figures, Function<String, ZoneId> zoneOf, FiguresConfig.VisitValue value) {
        var search = figures.search();
        return new FiguresJson(
                search.sites(),
                search.visitType().orElse(null),
                search.from(),
                search.to(),
                figures.at(),
                new ThirdNextAvailableJson(
                        THIRD_NEXT,
                        figures.complete(),
                        figures.thirdNext().stream()
                                .map(third -> of(third, zoneOf.apply(third.site()), figures.at()))
                                .toList()),
                RateJson.of(figures.fillRate(), FILL),
                RateJson.of(figures.unusedCarveOut(), CARVE_OUT),
                RateJson.of(figures.noShowRate(), NO_SHOWS),
                Arrays.stream(LeadTimeBand.values())
                        .map(band -> of(band, figures.noShowsByLeadTime().get(band)))
                        .toList(),
                List.of(true, false).stream()
                        .map(confirmed ->
                                of(confirmed, figures.noShowsByConfirmation().get(confirmed)))
                        .toList(),
                figures.unrecorded(),
                of(figures, value));
    }

    private static ThirdNextJson of(ThirdNext third, ZoneId zone, Instant now) {
        var start =
                third.startsAt() == null ? null : third.startsAt().atZone(zone).toOffsetDateTime();
        return new ThirdNextJson(
                third.site(),
                third.visitType(),
                start,
                zone.getId(),
                start == null ? null : ChronoUnit.DAYS.between(now.atZone(zone).toLocalDate(), start.toLocalDate()));
    }

    private static LeadTimeJson of(LeadTimeBand band, Rate rate) {
        return new LeadTimeJson(
                band.fromInclusive(), band.toExclusive(), rate.numerator(), rate.denominator(), rate.value());
    }

    private static ConfirmationJson of(boolean confirmed, Rate rate) {
        return new ConfirmationJson(confirmed, rate.numerator(), rate.denominator(), rate.value());
    }

    private static RecoveredJson of(Figures figures, FiguresConfig.VisitValue value) {
        var visits = BigDecimal.valueOf(figures.recoveredByReminder() + figures.recoveredByWaitingList());
        return new RecoveredJson(
                figures.recoveredByReminder(),
                figures.recoveredByWaitingList(),
                value.low(),
                value.high(),
                value.low().multiply(visits),
                value.high().multiply(visits),
                value.currency(),
                RECOVERED);
    }
}
