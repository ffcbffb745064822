package org.carepromise.kit.retention;

import java.time.Instant;
import java.util.List;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What is kept for how long, and how many rows are older.
 *
 * @param before rows of this instant and earlier are old
 * @param rows removable now, or removed by a run; counted up to 100,000
 * @param prunable false where the service may not remove them
 */
@Schema(name = "RetentionRule")
record RetentionJson(
        String rule,
        String table,
        String keptSince,
        String keptFor,
        String atLeast,
        String index,
        boolean prunable,
        Instant before,
        long rows) {

    static RetentionJson of(Retention.Rows of) {
        var rule = of.kept().rule();
        return new RetentionJson(
                rule.name(),
                rule.table(),
                rule.keptSince(),
                of.kept().period().text(),
                rule.atLeast().text(),
                rule.index(),
                rule.prune().isPresent(),
                of.before(),
                of.rows());
    }

    /** @param dryRun whether nothing was removed */
    @Schema(name = "RetentionRun")
    record RunJson(boolean dryRun, List<RetentionJson> rules) {}
}
