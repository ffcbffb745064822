package org.carepromise.launcher;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;

/** What is printed once all is ready: addresses, and commands that work when they are pasted. */
final class Guide {

    /** Dev mode takes this module at the platform's own version: the pinned one comes without its development page. */
    private static final String QUARKUS_OF_DEV_MODE = "3.33.2";

    private static final Map<String, ?> ADA = Map.of("role", "patient", "subject", "ada", "patientId", "pat-ada");
    private static final String SEARCH = "/v1/availability?visitType=primary-care&site=springfield&limit=3";

    private final URI gateway;
    private final Checkout checkout;

    Guide(URI gateway, Checkout checkout) {
        this.gateway = gateway;
        this.checkout = checkout;
    }

    String addresses() {
        return """

                  CarePromise is running.

                    API        %1$s/v1
                    Docs       %1$s/docs
                    Contract   %1$s/openapi/v1.yaml
                    Logs       %2$s
                """
                .formatted(gateway, shown(checkout.logs()));
    }

    String token() {
        return """

                  Be a patient (other roles: change "role"):

                TOKEN=$(curl -s %1$s/v1/sandbox/tokens -H 'Content-Type: application/json' \\
                  -d '{"role":"patient","subject":"ada","patientId":"pat-ada"}' | sed 's/.*"accessToken" *: *"\\([^"]*\\)".*/\\1/')
                """
                .formatted(gateway);
    }

    String search() {
        return """

                  Search:

                curl -s '%1$s%2$s' -H "Authorization: Bearer $TOKEN"
                """
                .formatted(gateway, SEARCH);
    }

    /** With the first slot that is free at this moment, or nothing if there is none. */
    String booking() throws InterruptedException {
        return firstFreeSlot()
                .map(slot ->
                        """

                          Book %2$s:

                        curl -s %1$s/v1/appointments -H "Authorization: Bearer $TOKEN" \\
                          -H 'Content-Type: application/json' -H 'Idempotency-Key: first-%3$s' \\
                          -d '{"slotId":"%3$s","visitType":"primary-care","patient":{"id":"pat-ada",
                               "name":"Ada Moreno","birthDate":"1980-05-17","phone":"+12175550123",
                               "email":"ada@example.org","language":"es"}}'
                        """
                                .formatted(
                                        gateway,
                                        slot.path("start").asText(),
                                        slot.path("slotId").asText()))
                .orElse("");
    }

    private Optional<JsonNode> firstFreeSlot() throws InterruptedException {
        JsonNode items =
                GatewayClient.as(gateway, ADA).get(SEARCH).required(200).body().path("items");
        return items.isEmpty() ? Optional.empty() : Optional.of(items.get(0));
    }

    static String alone(
            Service service, ServicePrograms programs, Checkout checkout, Optional<ServiceDatabase> database) {
        return """

                  %1$s runs alone: %7$s.

                    Address    http://localhost:%2$d
                    Health     http://localhost:%3$d/q/health
                    Database   %4$s
                    Token key  %5$s
                    Logs       %6$s
                """
                .formatted(
                        service.label(),
                        programs.port(service),
                        programs.managementPort(service),
                        database.map(its -> its.jdbcUrl() + " as " + its.appUser() + " (password in "
                                        + shown(checkout.database().passwords()) + ")")
                                .orElse("none"),
                        shown(checkout.keys().resolve("token-private.pem")),
                        shown(checkout.logs()),
                        service == Service.GATEWAY
                                ? "sandbox tokens, contracts and docs page, but no service behind it"
                                : "no gateway, so no sandbox tokens, limits or docs page");
    }

    static String leftOut(Service service, Path environmentFile) {
        return """

                  %1$s is left out. In another terminal, in this folder:

                (set -a; . %2$s; mvn -Dquarkus-vertx-http.version=%4$s compile quarkus:dev -pl %3$s -am)

                  Quarkus's dev mode needs Maven 3.9, and its own version of one module that we pin for production.
                """
                .formatted(service.label(), shown(environmentFile), service.module(), QUARKUS_OF_DEV_MODE);
    }

    private static Path shown(Path path) {
        Path here = Path.of("").toAbsolutePath();
        return path.startsWith(here) ? here.relativize(path) : path;
    }
}
