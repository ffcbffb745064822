package org.carepromise.launcher;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What a {@link Fleet} runs and keeps running.
 *
 * @param environment added to the launcher's own
 * @param log gets what the process prints; appended to
 * @param pidFile there while the process runs
 * @param ready answers 200 once the process does its work
 */
public record ChildProgram(
        String name,
        List<String> command,
        Map<String, String> environment,
        Path directory,
        Path log,
        Path pidFile,
        URI ready) {

    public ChildProgram {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }

    /** Without the environment, which holds passwords. */
    @Override
    public String toString() {
        return name + " " + command;
    }
}
