package org.carepromise.launcher;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;

/**
 * The folders of a checkout that the embedded run uses. All that it writes is in {@code .run/}, which git ignores.
 *
 * @param root the checkout's own folder
 * @param run the folder for everything that is written: {@code .run}, or a folder of a test's own
 */
public record Checkout(Path root, Path run) {

    public Checkout {
        root = root.toAbsolutePath().normalize();
        run = run.toAbsolutePath().normalize();
    }

    /** What {@code ./run} uses. */
    public Checkout(Path root) {
        this(root, root.resolve(".run"));
    }

    /** What {@code --reset} clears: rows, keys, marks. */
    public Path data() {
        return run.resolve("data");
    }

    /** Data on their way out. */
    Path cleared() {
        return run.resolve("cleared");
    }

    public Path keys() {
        return data().resolve("keys");
    }

    public Path logs() {
        return run.resolve("logs");
    }

    /** The process ids of running children, so that those that a kill -9 leaves behind are found. */
    public Path pids() {
        return run.resolve("pids");
    }

    public DatabaseFolder database() {
        return new DatabaseFolder(data().resolve("postgres"), keys(), logs().resolve("postgresql.log"));
    }

    public Path log(Service service) {
        return logs().resolve(service.label() + ".log");
    }

    public Path jar(Service service) {
        return root.resolve(service.module()).resolve("target/quarkus-app/quarkus-run.jar");
    }

    public Path sites() {
        return root.resolve("config/sites.yaml");
    }

    public Path policies() {
        return root.resolve("config/policies.yaml");
    }

    /** @throws CannotStart one line that names what is not built */
    public void requireBuilt(Collection<Service> services) {
        for (Service service : services) {
            if (!Files.exists(jar(service))) {
                throw new CannotStart("not built: " + root.relativize(jar(service))
                        + " is missing; remove .run/built and start ./run again");
            }
        }
    }
}
