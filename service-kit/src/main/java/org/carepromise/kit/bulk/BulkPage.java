package org.carepromise.kit.bulk;

import java.util.List;
import java.util.Optional;

/**
 * Some of the things that are written out.
 *
 * @param things wire records, whose fields are the columns
 * @param next where the next page begins; empty behind the last one
 */
public record BulkPage<P>(List<?> things, Optional<P> next) {

    public BulkPage {
        things = List.copyOf(things);
    }
}
