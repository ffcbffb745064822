package org.carepromise.kit.site;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import org.jboss.logging.Logger;

import org.carepromise.kit.testclock.ClockFollower;
import org.carepromise.kit.time.ProductClock;

/**
 * Reports, seven days ahead, when a site will be closed and nobody on duty while promises run: each gap once in the log,
 * and their number by site as the gauge {@code carepromise_roster_gaps}.
 */
@ApplicationScoped
public class RosterWatch implements ClockFollower {

    private static final Logger LOG = Logger.getLogger(RosterWatch.class);

    private static final Duration AHEAD = Duration.ofDays(7);

    private final ConfigurationFiles files;
    private final ProductClock clock;
    private final MultiGauge gauge;

    private List<RosterGap> reported = List.of();

    RosterWatch(ConfigurationFiles files, ProductClock clock, MeterRegistry meters) {
        this.files = files;
        this.clock = clock;
        this.gauge = MultiGauge.builder("carepromise.roster.gaps")
                .description("Stretches of the next 7 days in which the site is closed and nobody on duty")
                .register(meters);
    }

    /** The gaps of the next seven days, worked out now. */
    public List<RosterGap> gaps() {
        return gaps(files.current(), clock.instant());
    }

    void afterChange(@Observes SiteConfiguration taken) {
        look(taken, clock.instant());
    }

    /** Looks again: gaps come nearer by themselves. */
    @Scheduled(every = "1m", delayed = "1m")
    void asTimePasses() {
        look(files.current(), clock.instant());
    }

    @Override
    public Uni<Void> arriveAt(Instant now) {
        look(files.current(), now);
        return Uni.createFrom().voidItem();
    }

    synchronized List<RosterGap> look(SiteConfiguration configuration, Instant now) {
        var gaps = gaps(configuration, now);
        gaps.stream()
                .filter(gap -> reported.stream().noneMatch(gap::overlaps))
                .forEach(gap -> LOG.warn(describe(
                        gap,
                        configuration
                                .sites()
                                .find(gap.site())
                                .orElseThrow()
                                .site()
                                .zone())));
        reported = gaps;
        var bySite = gaps.stream().collect(Collectors.groupingBy(RosterGap::site, Collectors.counting()));
        gauge.register(
                configuration.sites().calendars().keySet().stream()
                        .map(site -> MultiGauge.Row.of(Tags.of("site", site), bySite.getOrDefault(site, 0L)))
                        .collect(Collectors.toList()),
                true);
        return gaps;
    }

    private static List<RosterGap> gaps(SiteConfiguration configuration, Instant now) {
        return Cover.gaps(configuration.sites(), configuration.policies(), now, now.plus(AHEAD));
    }

    private static String describe(RosterGap gap, ZoneId zone) {
        return "site " + gap.site() + ": closed, and nobody on duty"
                + gap.post().map(post -> " as " + post).orElse("") + ", from "
                + gap.gap().startsAt().atZone(zone) + " to "
                + gap.gap().endsAt().atZone(zone) + ", while these promises run: "
                + gap.promises().stream().map(PublishedPromise::id).collect(Collectors.joining(", "));
    }
}
