package org.carepromise.kit.webhook;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.arc.DefaultBean;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;

/** The machine's own look-up of names, which blocks: on a worker thread, and not for longer than it is worth. */
@ApplicationScoped
@DefaultBean
class SystemNames implements NameResolver {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Vertx vertx;

    SystemNames(Vertx vertx) {
        this.vertx = vertx;
    }

    @Override
    public Uni<List<InetAddress>> resolve(String host) {
        return Uni.createFrom()
                .completionStage(
                        () -> vertx.executeBlocking(() -> lookUp(host), false).toCompletionStage())
                .ifNoItem()
                .after(PATIENCE)
                .recoverWithItem(List.of());
    }

    private static List<InetAddress> lookUp(String host) {
        try {
            return List.of(InetAddress.getAllByName(host));
        } catch (UnknownHostException unknown) {
            return List.of();
        }
    }
}
