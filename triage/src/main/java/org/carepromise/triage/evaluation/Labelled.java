package org.carepromise.triage.evaluation;

import java.util.Objects;

/**
 * A message whose label somebody gave.
 *
 * @param id unique among those it is measured with
 * @param language that it is written in: {@code en}, {@code es}
 * @param label what it is
 * @param text as the patient wrote it
 */
public record Labelled(String id, String language, Label label, String text) {

    public Labelled {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(language, "language");
        Objects.requireNonNull(label, "label");
        Objects.requireNonNull(text, "text");
    }

    /** Without the patient's words, which must not reach a log. */
    @Override
    public String toString() {
        return "Labelled[" + id + ", " + language + ", " + label + "]";
    }
}
