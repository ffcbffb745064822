package org.carepromise.scheduling.imports;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

import io.smallrye.mutiny.Uni;

import org.carepromise.kit.access.Caller;
import org.carepromise.kit.bulk.BulkColumns;
import org.carepromise.kit.bulk.BulkKind;
import org.carepromise.kit.bulk.BulkPage;

/** One kind of file that a clinic moves in by, and takes along again. A bean of the feature that it is about. */
public interface SchedulingFile {

    /** Things to a page when they are written out. */
    int PAGE = 500;

    FileKind kind();

    BulkColumns columns();

    /**
     * How its lines are taken in.
     *
     * @param notify whether the patients are told
     */
    BulkKind<?> taking(Caller caller, boolean notify);

    /**
     * Some of the things of the sites that the caller reaches, by id. Reading patients' data is noted, page by page.
     *
     * @param changedSince only what was changed at or after; empty for all
     */
    Uni<BulkPage<UUID>> page(Caller caller, Optional<Instant> changedSince, UUID after);
}
