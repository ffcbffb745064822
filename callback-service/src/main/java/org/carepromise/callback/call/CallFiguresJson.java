package org.carepromise.callback.call;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Collectors;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

import org.carepromise.callback.call.CallFiguresSearch.Place;

@Schema(name = "CallFigures", description = "How calls were served. What nothing was counted for is absent.")
@JsonInclude(JsonInclude.Include.NON_NULL)
record CallFiguresJson(
        List<String> sites,
        String language,
        @Schema(description = "When they were counted, from all that was reported by then") Instant at,
        @Schema(description = "When the newest report came of what is counted here") Instant reportedAt,
        FormulasJson formulas,
        @Schema(description = "By time and site; those without a call are left out") List<CellJson> items,
        @Schema(description = "All of them added up, never averaged") FigureJson total,
        @Schema(description = "The total by language; without calls whose language nobody said")
                List<LanguageJson> languages,
        @Schema(description = "Calls of which nobody has reported yet when they were offered; they count nowhere")
                long notOffered,
        CostJson costPerContact) {

    private static final int DIGITS = 6;

    @Schema(name = "CallFormulas", description = "By which they are counted")
    record FormulasJson(
            @Schema(description = "In time is what is answered, or given up, within it; at its end still")
                    Duration threshold,
            ServiceLevelFormula serviceLevel,
            String serviceLevelDefinition,
            AbandonmentFormula abandonment,
            String abandonmentDefinition,
            @Schema(examples = "from the offer to the answer, mean of those answered") String speedOfAnswerDefinition,
            String handOffsDefinition) {

        private static FormulasJson of(CallFiguresSearch search) {
            return new FormulasJson(
                    search.threshold(),
                    search.serviceLevel(),
                    search.serviceLevel().definition(),
                    search.abandonment(),
                    search.abandonment().definition(),
                    "from the offer to the answer, mean of those answered",
                    "transfers of answered calls over answered calls");
        }
    }

    @Schema(name = "CallFigureItem", description = "A quarter of an hour, or a date, of a site")
    record CellJson(
            String site,
            OffsetDateTime startsAt,
            @Schema(description = "Exclusive") OffsetDateTime endsAt,
            @Schema(description = "Whether a declared surge has a part of it") boolean surge,
            FigureJson figures) {}

    @Schema(name = "CallLanguageFigure")
    record LanguageJson(String language, FigureJson figures) {}

    @Schema(name = "CallFigure")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record FigureJson(
            long offered,
            long answered,
            long abandoned,
            @Schema(description = "Went on to another place of the overflow plan, answered there or not")
                    long overflowed,
            @Schema(description = "No answer, abandonment or end is known yet") long waiting,
            ServiceLevelJson serviceLevel,
            AbandonmentJson abandonment,
            @Schema(description = "Absent where nobody was answered", examples = "PT12.4S") Duration speedOfAnswer,
            @Schema(description = "From the answer to the end of wrap-up", examples = "PT5M40S")
                    Duration meanHandlingTime,
            HandOffsJson handOffs) {}

    @Schema(name = "CallServiceLevel")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ServiceLevelJson(
            long numerator,
            long denominator,
            @Schema(description = "0 to 1; absent of nothing", examples = "0.826923") Double value,
            BigDecimal target,
            BigDecimal acceptableFrom,
            BigDecimal acceptableTo,
            ServiceLevelRating rating) {

        private static ServiceLevelJson of(CallShare share, CallsConfig.ServiceLevel config) {
            var value = share.value();
            return new ServiceLevelJson(
                    share.numerator(),
                    share.denominator(),
                    value.isPresent() ? value.getAsDouble() : null,
                    config.target(),
                    config.acceptableFrom(),
                    config.acceptableTo(),
                    value.isPresent()
                            ? ServiceLevelRating.of(
                                    share, config.target(), config.acceptableFrom(), config.acceptableTo())
                            : null);
        }
    }

    @Schema(name = "CallAbandonment")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record AbandonmentJson(
            long numerator,
            long denominator,
            @Schema(description = "0 to 1; absent of nothing", examples = "0.038462") Double value,
            @Schema(
                            description =
                                    "To stay below. Where some calls were offered in a surge and some were not, the mean of"
                                            + " both limits, by calls",
                            examples = "0.05")
                    BigDecimal limit,
            Boolean withinLimit) {

        private static AbandonmentJson of(CallTally tally, AbandonmentFormula formula, CallsConfig config) {
            var share = formula.of(tally.counts());
            if (share.denominator() == 0) {
                return new AbandonmentJson(share.numerator(), 0, null, null, null);
            }
            // both parts of a denominator add up, whichever the formula
            var allowed = config.abandonment()
                    .multiply(BigDecimal.valueOf(formula.of(tally.usual()).denominator()))
                    .add(config.abandonmentInSurge()
                            .multiply(BigDecimal.valueOf(
                                    formula.of(tally.inSurge()).denominator())));
            return new AbandonmentJson(
                    share.numerator(),
                    share.denominator(),
                    share.value().getAsDouble(),
                    allowed.divide(BigDecimal.valueOf(share.denominator()), DIGITS, RoundingMode.HALF_UP)
                            .stripTrailingZeros(),
                    BigDecimal.valueOf(share.numerator()).compareTo(allowed) < 0);
        }
    }

    @Schema(name = "CallHandOffs")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record HandOffsJson(
            long numerator,
            long denominator,
            @Schema(description = "For each contact; absent of nothing", examples = "0.2") Double value,
            @Schema(description = "At most", examples = "1") BigDecimal limit,
            Boolean withinLimit) {

        private static HandOffsJson of(CallTally tally, BigDecimal limit) {
            long contacts = tally.counts().answered();
            return contacts == 0
                    ? new HandOffsJson(tally.handOffs(), 0, null, limit, null)
                    : new HandOffsJson(
                            tally.handOffs(),
                            contacts,
                            (double) tally.handOffs() / contacts,
                            limit,
                            BigDecimal.valueOf(tally.handOffs()).compareTo(limit.multiply(BigDecimal.valueOf(contacts)))
                                    <= 0);
        }
    }

    @Schema(
            name = "CostPerContact",
            description =
                    "Of each month's configured cost the part of its days that were asked for and have begun, over"
                            + " answered calls. Absent parts: not configured for one of the sites, or nobody was answered.")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record CostJson(
            boolean configured,
            @Schema(description = "Why there is none", examples = "not configured") String detail,
            BigDecimal cost,
            long contacts,
            @Schema(examples = "4.31") BigDecimal value,
            @Schema(description = "ISO 4217", examples = "USD") String currency) {

        private static CostJson of(CallFigures figures, String currency) {
            long contacts = figures.total().counts().answered();
            if (figures.cost().isEmpty()) {
                return new CostJson(false, "not configured", null, contacts, null, null);
            }
            var cost = figures.cost().get();
            return new CostJson(
                    true,
                    null,
                    cost.setScale(2, RoundingMode.HALF_UP),
                    contacts,
                    contacts == 0 ? null : cost.divide(BigDecimal.valueOf(contacts), 2, RoundingMode.HALF_UP),
                    currency);
        }
    }

    static CallFiguresJson of(CallFigures figures, CallsConfig config) {
        var search = figures.search();
        var zones = search.places().stream().collect(Collectors.toMap(Place::site, Place::zone));
        return new CallFiguresJson(
                search.sites(),
                search.language().orElse(null),
                figures.at(),
                figures.total().reportedAt().orElse(null),
                FormulasJson.of(search),
                figures.cells().stream()
                        .map(cell -> of(cell, zones.get(cell.site()), search, config))
                        .toList(),
                of(figures.total(), search, config),
                figures.byLanguage().entrySet().stream()
                        .map(each -> new LanguageJson(each.getKey(), of(each.getValue(), search, config)))
                        .toList(),
                figures.notOffered(),
                search.cell() == CallFiguresSearch.Cell.DAY ? CostJson.of(figures, config.currency()) : null);
    }

    private static CellJson of(CallFigures.Cell cell, ZoneId zone, CallFiguresSearch search, CallsConfig config) {
        return new CellJson(
                cell.site(),
                cell.startsAt().atZone(zone).toOffsetDateTime(),
                cell.endsAt().atZone(zone).toOffsetDateTime(),
                cell.isInSurge(),
                of(cell.tally(), search, config));
    }

    private static FigureJson of(CallTally tally, CallFiguresSearch search, CallsConfig config) {
        var counts = tally.counts();
        return new FigureJson(
                counts.offered(),
                counts.answered(),
                counts.abandoned(),
                tally.overflowed(),
                tally.waiting(),
                ServiceLevelJson.of(search.serviceLevel().of(counts), config.serviceLevel()),
                AbandonmentJson.of(tally, search.abandonment(), config),
                tally.speedOfAnswer().orElse(null),
                tally.meanHandlingTime().orElse(null),
                HandOffsJson.of(tally, config.handOffs()));
    }
}
