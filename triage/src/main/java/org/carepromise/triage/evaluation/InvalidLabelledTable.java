package org.carepromise.triage.evaluation;

import java.util.List;

/** A table of labelled messages that is refused; says what is wrong in which lines, never the messages' words. */
public final class InvalidLabelledTable extends IllegalArgumentException {

    InvalidLabelledTable(List<String> problems) {
        super(String.join("\n", problems));
    }
}
