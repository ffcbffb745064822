package org.carepromise.kit.bulk;

/**
 * What became of a line that was not refused.
 *
 * @param id the typed id of what it stands for
 */
public record BulkOutcome(Verdict verdict, String id) {

    /** What was done with a line. */
    public enum Verdict {
        CREATED,
        UPDATED,
        /** It is there already as the line says: a file can be sent again after it broke off. */
        UNCHANGED,
        REFUSED
    }

    public static BulkOutcome created(String id) {
        return new BulkOutcome(Verdict.CREATED, id);
    }

    public static BulkOutcome updated(String id) {
        return new BulkOutcome(Verdict.UPDATED, id);
    }

    public static BulkOutcome unchanged(String id) {
        return new BulkOutcome(Verdict.UNCHANGED, id);
    }
}
