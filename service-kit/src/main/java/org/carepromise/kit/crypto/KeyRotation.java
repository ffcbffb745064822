package org.carepromise.kit.crypto;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

import org.carepromise.kit.id.IdType;

/** A rotation and how far it has come; {@code endedAt} is null while it runs. */
record KeyRotation(UUID uuid, State state, String startedBy, Instant startedAt, Instant endedAt, List<Column> columns) {

    static final IdType ID = new IdType("rotation");

    enum State {
        RUNNING,
        DONE
    }

    /**
     * How far a column has come.
     *
     * @param rewritten rows that were under an older key
     * @param alreadyCurrent rows that were under the current one already
     * @param unreadable rows that no key of the set opens; left as they are
     * @param clashing rows whose new hash a constraint refuses, beside another row of the same patient; left as they are
     */
    @Schema(name = "KeyRotationColumn")
    record Column(
            String name,
            UUID after,
            long rewritten,
            long alreadyCurrent,
            long unreadable,
            long clashing,
            boolean done) {}

    /** As it goes over the wire. */
    @Schema(name = "KeyRotation")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record KeyRotationJson(
            String id, State state, String startedBy, Instant startedAt, Instant endedAt, List<ProgressJson> columns) {

        @Schema(name = "KeyRotationProgress")
        record ProgressJson(
                String column, long rewritten, long alreadyCurrent, long unreadable, long clashing, boolean done) {}

        static KeyRotationJson of(KeyRotation rotation) {
            return new KeyRotationJson(
                    ID.format(rotation.uuid()),
                    rotation.state(),
                    rotation.startedBy(),
                    rotation.startedAt(),
                    rotation.endedAt(),
                    rotation.columns().stream()
                            .map(column -> new ProgressJson(
                                    column.name(),
                                    column.rewritten(),
                                    column.alreadyCurrent(),
                                    column.unreadable(),
                                    column.clashing(),
                                    column.done()))
                            .toList());
        }
    }
}
