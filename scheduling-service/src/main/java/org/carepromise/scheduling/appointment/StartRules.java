package org.carepromise.scheduling.appointment;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;

import org.carepromise.kit.problem.Problem;
import org.carepromise.scheduling.SchedulingProblem;

/** Which instant the start in a file is. */
final class StartRules {

    private StartRules() {}

    /**
     * A time with an offset is that instant. One without is wall time of the site: where the clocks go back and it comes
     * twice, the earlier.
     *
     * @param text {@code 2026-12-01T09:20}, also with a blank instead of the T, seconds, or an offset
     * @throws Problem {@code start-invalid}; {@code start-skipped} where the clocks go forward past it
     */
    static Instant instantOf(String text, ZoneId zone) {
        var iso = text.strip().replace(' ', 'T');
        try {
            return OffsetDateTime.parse(iso).toInstant();
        } catch (DateTimeException withoutOffset) {
            return local(iso, zone);
        }
    }

    private static Instant local(String iso, ZoneId zone) {
        try {
            var local = LocalDateTime.parse(iso);
            var offsets = zone.getRules().getValidOffsets(local);
            if (offsets.isEmpty()) {
                throw Problem.of(SchedulingProblem.START_SKIPPED).at("#/start", "a time that there is on that day");
            }
            return local.toInstant(offsets.get(0));
        } catch (DateTimeException misfit) {
            throw Problem.of(SchedulingProblem.START_INVALID)
                    .at("#/start", "2026-12-01T09:20 in the site's time, or with an offset");
        }
    }
}
