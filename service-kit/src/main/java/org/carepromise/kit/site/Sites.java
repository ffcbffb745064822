package org.carepromise.kit.site;

import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;

import org.carepromise.worktime.BusinessCalendar;

/** The sites in force. */
@ApplicationScoped
public class Sites {

    private static final Duration START_PATIENCE = Duration.ofSeconds(30);

    private final WatchedFile<SiteDirectory> file;

    Sites(SitesConfig config, ConfigurationStore store) {
        this.file = new WatchedFile<>("sites", config.file(), SitesFile::parse, store);
    }

    void load(@Observes @Priority(Interceptor.Priority.LIBRARY_BEFORE) StartupEvent start) {
        file.load().await().atMost(START_PATIENCE);
    }

    /** Takes a changed file into force, here or from what another replica stored. */
    @Scheduled(every = "2s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    public Uni<Void> refresh() {
        return file.refresh();
    }

    public SiteDirectory current() {
        return file.current();
    }

    /** The calendar of one site, or empty where no such site is declared. */
    public Optional<BusinessCalendar> find(String site) {
        return current().find(site);
    }

    /** The zone of a stored row's site; UTC where the file no longer has that site. */
    public ZoneId zoneOf(String site) {
        return find(site).map(calendar -> calendar.site().zone()).orElse(ZoneOffset.UTC);
    }
}
