package org.carepromise.messaging.thread;

import java.time.Instant;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import org.carepromise.kit.problem.Problem;
import org.carepromise.kit.site.Sites;
import org.carepromise.kit.site.Topic;
import org.carepromise.messaging.MessagingProblem;
import org.carepromise.triage.Lane;

/** Which pool answers. What is urgent goes to whom the routing table gives clinical matters, whatever pool was named. */
@ApplicationScoped
public class Routing {

    private final Sites sites;

    Routing(Sites sites) {
        this.sites = sites;
    }

    /** @param named by whoever wrote */
    String poolFor(Lane lane, String site, String topic, String language, Optional<String> named, Instant now) {
        return lane == Lane.URGENT
                ? pool(site, Topic.CLINICAL.id(), language, now)
                : named.orElseGet(() -> pool(site, topic, language, now));
    }

    private String pool(String site, String topic, String language, Instant now) {
        var directory = sites.current();
        return directory
                .find(site)
                .flatMap(calendar ->
                        directory.routing().map(table -> table.poolFor(topic, language, calendar.site(), now)))
                .orElse(topic);
    }

    /** @throws Problem {@code site-unknown} */
    public void checkSite(String site) {
        if (sites.find(site).isEmpty()) {
            throw Problem.of(MessagingProblem.SITE_UNKNOWN).at("#/site", "a site of the sites file");
        }
    }

    /** @throws Problem {@code topic-unknown} */
    void checkTopic(String topic) {
        if (!Topic.exists(topic)) {
            throw Problem.of(MessagingProblem.TOPIC_UNKNOWN)
                    .at("#/topic", "scheduling, billing, clinical, pharmacy, portal or other");
        }
    }

    /** @throws Problem {@code pool-unknown} */
    public void checkPool(String pool) {
        if (!sites.current().pools().roles().containsKey(pool)) {
            throw Problem.of(MessagingProblem.POOL_UNKNOWN).at("#/pool", "a pool of the sites file");
        }
    }
}
