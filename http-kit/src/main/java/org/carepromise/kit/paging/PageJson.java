package org.carepromise.kit.paging;

import java.util.List;
import java.util.function.Function;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * A page of a list as it goes over the wire.
 *
 * @param nextCursor where the next page begins; absent on the last
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PageJson<T>(List<T> items, String nextCursor) {

    /**
     * Cuts a page out of rows that were read one beyond the limit.
     *
     * @param rows at most {@code limit + 1} rows; the one beyond tells that there is more
     * @param cursorOf the cursor that continues behind a row
     */
    public static <R, T> PageJson<T> of(List<R> rows, int limit, Function<R, T> shown, Function<R, String> cursorOf) {
        var page = rows.size() > limit ? rows.subList(0, limit) : rows;
        var next = rows.size() > limit ? cursorOf.apply(page.get(limit - 1)) : null;
        return new PageJson<>(page.stream().map(shown).toList(), next);
    }
}
