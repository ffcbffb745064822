package org.carepromise.kit.site;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;

import io.smallrye.mutiny.Uni;
import org.jboss.logging.Logger;

/**
 * A configuration file that may change while the service runs. A valid new version is stored under a lock,
 * and every replica uses the highest that is stored; an invalid one is named in the log, and the old one stays.
 *
 * @param <T> what the file says
 */
final class WatchedFile<T extends Versioned> {

    private static final Logger LOG = Logger.getLogger(WatchedFile.class);

    private final String kind;
    private final Path path;
    private final Function<String, T> parser;
    private final ConfigurationStore store;

    private volatile T current;
    private String lastRefused = "";
    private String lastRead = "";

    WatchedFile(String kind, Path path, Function<String, T> parser, ConfigurationStore store) {
        this.kind = kind;
        this.path = path;
        this.parser = parser;
        this.store = store;
    }

    T current() {
        return current;
    }

    /** Reads the file for the first time; without a valid one, here or stored, the service does not start. */
    Uni<Void> load() {
        return store.highest(kind).flatMap(stored -> {
            if (stored != null) {
                current = parser.apply(stored);
            }
            try {
                return take(read());
            } catch (IOException | InvalidFile unusable) {
                if (current == null) {
                    throw new IllegalStateException(refusal(unusable), unusable);
                }
                LOG.error(refusal(unusable) + "; version " + current.version() + " stays");
                return Uni.createFrom().voidItem();
            }
        });
    }

    /** Looks whether the file, or what another replica stored, has a later version. */
    Uni<Void> refresh() {
        return takeIfChanged()
                .flatMap(taken -> store.laterThan(kind, current.version()))
                .invoke(stored -> {
                    if (stored != null) {
                        current = parser.apply(stored);
                        LOG.infof("%s: version %d is in force", kind, current.version());
                    }
                })
                .replaceWithVoid();
    }

    private Uni<Void> takeIfChanged() {
        try {
            var text = read();
            if (!text.equals(lastRead)) {
                return take(text);
            }
        } catch (IOException | InvalidFile unusable) {
            var refusal = refusal(unusable);
            if (!refusal.equals(lastRefused)) {
                lastRefused = refusal;
                LOG.error(refusal + "; version " + current.version() + " stays");
            }
        }
        return Uni.createFrom().voidItem();
    }

    private Uni<Void> take(String text) {
        var parsed = parser.apply(text);
        lastRead = text;
        lastRefused = "";
        if (current != null && parsed.version() < current.version()) {
            LOG.warnf(
                    "%s: the file has version %d, stored is %d, which stays",
                    kind, parsed.version(), current.version());
            return Uni.createFrom().voidItem();
        }
        return store.store(kind, parsed.version(), text).flatMap(isOurs -> {
            if (isOurs) {
                current = parsed;
                return Uni.createFrom().voidItem();
            }
            LOG.errorf("%s: %s differs from the stored version %d; raise its version", kind, path, parsed.version());
            return store.highest(kind)
                    .invoke(stored -> current = parser.apply(stored))
                    .replaceWithVoid();
        });
    }

    private String read() throws IOException {
        return Files.readString(path, StandardCharsets.UTF_8);
    }

    private String refusal(Exception unusable) {
        return "carepromise." + kind + ".file: " + path + ": "
                + (unusable instanceof InvalidFile ? unusable.getMessage() : "cannot be read");
    }
}
