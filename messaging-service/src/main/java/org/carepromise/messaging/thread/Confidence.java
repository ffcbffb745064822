package org.carepromise.messaging.thread;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Set;

import org.carepromise.triage.Evidence;
import org.carepromise.triage.TriageResult;

/** Which threads are confidential: of abuse, violence or self-harm, and those of teenagers. */
final class Confidence {

    private static final Set<String> CONCEPTS = Set.of("SUICIDE", "SELF_HARM", "ABUSE", "VIOLENCE");
    private static final int TEEN_FROM = 13;
    private static final int GROWN_UP_AT = 18;

    private Confidence() {}

    /** @param birthDate or null */
    static boolean isNeeded(TriageResult result, LocalDate birthDate, Instant now) {
        return result.evidence().stream().map(Evidence::concept).anyMatch(CONCEPTS::contains)
                || birthDate != null
                        && isTeen(birthDate, now.atZone(ZoneOffset.UTC).toLocalDate());
    }

    private static boolean isTeen(LocalDate birthDate, LocalDate today) {
        return !birthDate.plusYears(TEEN_FROM).isAfter(today)
                && birthDate.plusYears(GROWN_UP_AT).isAfter(today);
    }
}
