package org.carepromise.kit.site;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import org.jboss.logging.Logger;

/**
 * The sites file and the policies file, which may change while the service runs and are only ever taken into force as a
 * pair; {@link ReloadPlan} says which. What is refused is named in the log, once, and what is in force stays; at the start
 * with nothing valid, in the files or stored, the service does not come up.
 */
@ApplicationScoped
public class ConfigurationFiles {

    private static final Logger LOG = Logger.getLogger(ConfigurationFiles.class);

    private static final Duration START_PATIENCE = Duration.ofSeconds(30);

    private final Path sitesPath;
    private final Path policiesPath;
    private final ConfigurationStore store;
    private final Event<SiteConfiguration> taken;

    private volatile SiteConfiguration current;
    private volatile Facts decidedOn;
    private List<String> lastRefusals = List.of();

    /** What a decision rests on; while it is the same, there is nothing to decide. */
    private record Facts(ReadFile sites, ReadFile policies, Map<String, Long> storedVersions) {}

    ConfigurationFiles(
            SitesConfig sites, PoliciesConfig policies, ConfigurationStore store, Event<SiteConfiguration> taken) {
        this.sitesPath = sites.file();
        this.policiesPath = policies.file();
        this.store = store;
        this.taken = taken;
    }

    void load(@Observes @Priority(Interceptor.Priority.LIBRARY_BEFORE) StartupEvent start) {
        refresh().await().atMost(START_PATIENCE);
    }

    /**
     * Takes changed files into force, from here or as another replica stored them.
     *
     * @return fails with {@link IllegalStateException} naming file and place, if nothing valid is or was there
     */
    @Scheduled(every = "2s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    public Uni<Void> refresh() {
        return store.versions().flatMap(versions -> {
            var facts = new Facts(ReadFile.at("sites", sitesPath), ReadFile.at("policies", policiesPath), versions);
            return facts.equals(decidedOn) ? Uni.createFrom().voidItem() : decide(facts);
        });
    }

    /** Both files' content, of one moment. */
    public SiteConfiguration current() {
        return current;
    }

    private Uni<Void> decide(Facts facts) {
        return store.decide(stored -> ReloadPlan.of(facts.sites, facts.policies, stored, Optional.ofNullable(current)))
                .invoke(plan -> {
                    report(plan);
                    var next = plan.inForce()
                            .orElseThrow(() -> new IllegalStateException(String.join("\n", plan.refusals())));
                    decidedOn = facts;
                    take(next);
                })
                .replaceWithVoid();
    }

    private void take(SiteConfiguration next) {
        var before = current;
        if (next.sameVersionsAs(before)) {
            return;
        }
        current = next;
        LOG.infof(
                "sites version %d and policies version %d are in force",
                next.sites().version(), next.policies().version());
        taken.fire(next);
    }

    private void report(ReloadPlan plan) {
        if (current != null || plan.inForce().isPresent()) {
            plan.refusals().stream()
                    .filter(refusal -> !lastRefusals.contains(refusal))
                    .forEach(refusal -> LOG.error(refusal + "; what is in force stays"));
        }
        lastRefusals = plan.refusals();
        plan.notes().forEach(LOG::warn);
    }
}
