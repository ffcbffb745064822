package org.carepromise.kit.request;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.regex.Pattern;

/** Instants as the contract has them: RFC 3339 with an offset, four digits of year, no leap second. */
final class Rfc3339 {

    private static final Pattern DATE_TIME =
            Pattern.compile("\\d{4}-\\d{2}-\\d{2}[Tt]\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?([Zz]|[+-]\\d{2}:\\d{2})");

    private Rfc3339() {}

    /** @throws DateTimeException where the text is none */
    static Instant parse(String text) {
        if (!DATE_TIME.matcher(text).matches()) {
            throw new DateTimeException("not a date and time with an offset");
        }
        return OffsetDateTime.parse(text.toUpperCase(Locale.ROOT)).toInstant();
    }
}
