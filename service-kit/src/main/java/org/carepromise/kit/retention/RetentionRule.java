package org.carepromise.kit.retention;

import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How long rows of one table are kept. A bean of whoever owns the table; two of one name are refused at the start.
 *
 * @param name of the rule and of its property, {@code carepromise.retention.<name>}; lower-case words joined by hyphens
 * @param table whose rows they are
 * @param keptSince what the period counts from, in words for the one who reads the list
 * @param index by which old rows are found
 * @param keptFor unless configuration says otherwise
 * @param atLeast the floor: a shorter period is refused at the start
 * @param countOlder a statement that answers one number: the rows that were removable at $1, counted up to $2
 * @param prune a statement that removes, or blanks, at most $2 of those rows; empty where the service may not
 */
public record RetentionRule(
        String name,
        String table,
        String keptSince,
        String index,
        RetentionPeriod keptFor,
        RetentionPeriod atLeast,
        String countOlder,
        Optional<String> prune) {

    /** @throws IllegalArgumentException where the name is none, or the default lies below the floor */
    public RetentionRule {
        if (!name.matches("[a-z]+(-[a-z]+)*")) {
            throw new IllegalArgumentException("retention rule: lower-case words joined by hyphens: " + name);
        }
        if (keptFor.isShorterThan(atLeast)) {
            throw new IllegalArgumentException("retention rule " + name + ": kept for less than its floor");
        }
    }

    /** A rule that removes rows; {@code keptFor} and {@code atLeast} in ISO 8601. */
    public static RetentionRule of(
            String name,
            String table,
            String keptSince,
            String index,
            String keptFor,
            String atLeast,
            String countOlder,
            String prune) {
        return new RetentionRule(
                name,
                table,
                keptSince,
                index,
                RetentionPeriod.of(keptFor),
                RetentionPeriod.of(atLeast),
                countOlder,
                Optional.of(prune));
    }

    /**
     * A rule that removes the rows whose time is over, the oldest first; rows that somebody else holds are left for later.
     *
     * @param column the time that the period counts from; rows in which it is null stay
     * @param key the columns of the primary key
     */
    public static RetentionRule olderThan(
            String name,
            String table,
            String column,
            String keptSince,
            String index,
            String keptFor,
            String atLeast,
            String... key) {
        var old = " FROM %s WHERE %s <= $1 ORDER BY %2$s LIMIT $2".formatted(table, column);
        var keys = String.join(", ", key);
        return of(
                name,
                table,
                keptSince,
                index,
                keptFor,
                atLeast,
                "SELECT count(*) FROM (SELECT" + old + ") AS old",
                "WITH old AS MATERIALIZED (SELECT " + keys + old + " FOR UPDATE SKIP LOCKED) DELETE FROM " + table
                        + " AS it USING old WHERE (" + qualified("it", key) + ") = (" + qualified("old", key) + ")");
    }

    private static String qualified(String row, String... columns) {
        return Stream.of(columns).map(column -> row + "." + column).collect(Collectors.joining(", "));
    }
}
