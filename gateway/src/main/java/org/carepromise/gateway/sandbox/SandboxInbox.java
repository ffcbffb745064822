package org.carepromise.gateway.sandbox;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import jakarta.inject.Singleton;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.mutiny.Uni;

/** Folds the services' inboxes into one. */
@Singleton
class SandboxInbox {

    private static final Duration READ_WITHIN = Duration.ofSeconds(5);

    private final ServiceSandboxes services;

    SandboxInbox(ServiceSandboxes services) {
        this.services = services;
    }

    Uni<List<JsonNode>> read() {
        return services.ask("GET", "inbox", null, READ_WITHIN, services.all(), answer -> answer.path("items"))
                .map(inboxes -> {
                    ServiceSandboxes.requireAll(inboxes);
                    List<JsonNode> items = new ArrayList<>();
                    inboxes.values().forEach(inbox -> inbox.orElseThrow().forEach(items::add));
                    return items;
                });
    }
}
