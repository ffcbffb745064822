package org.carepromise.scheduling.imports;

import java.util.Arrays;
import java.util.Locale;

import org.carepromise.kit.problem.HttpProblem;
import org.carepromise.kit.problem.Problem;

/** What a file holds. */
public enum FileKind {
    PROVIDERS,
    TEMPLATES,
    APPOINTMENTS;

    /** As the query and the names of files spell it. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws Problem {@code request-invalid} where there is no such kind */
    static FileKind of(String word) {
        return Arrays.stream(values())
                .filter(kind -> kind.word().equals(word))
                .findFirst()
                .orElseThrow(() -> Problem.of(HttpProblem.REQUEST_INVALID)
                        .at("?kind", "one of providers, templates, appointments"));
    }
}
