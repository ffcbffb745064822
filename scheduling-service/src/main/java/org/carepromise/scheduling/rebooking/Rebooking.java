package org.carepromise.scheduling.rebooking;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;

/**
 * What becomes of one visit of a cancelled session.
 *
 * @param previousStartsAt the time that fell out
 * @param reason why a person has to speak with the patient; empty where nobody has to
 * @param sequence the appointment's once it has its new time
 * @param confirmUntil up to when the patient may confirm; empty while they are not told
 */
record Rebooking(
        UUID id,
        UUID session,
        UUID appointment,
        String site,
        UUID previousProvider,
        Instant previousStartsAt,
        RebookingState state,
        Optional<OpenReason> reason,
        Optional<RebookingOutcome> outcome,
        OptionalInt sequence,
        Optional<Instant> confirmUntil,
        Optional<Instant> closedAt,
        long version) {

    Rebooking moved(int to) {
        return next(RebookingState.MOVED, reason, outcome, OptionalInt.of(to), confirmUntil, closedAt);
    }

    Rebooking awaiting(Instant until) {
        return next(state, reason, outcome, sequence, Optional.of(until), closedAt);
    }

    Rebooking opened(OpenReason why) {
        return next(RebookingState.OPEN, Optional.of(why), outcome, sequence, confirmUntil, closedAt);
    }

    Rebooking closed(RebookingOutcome how, Instant at) {
        return next(RebookingState.CLOSED, reason, Optional.of(how), sequence, confirmUntil, Optional.of(at));
    }

    private Rebooking next(
            RebookingState to,
            Optional<OpenReason> why,
            Optional<RebookingOutcome> how,
            OptionalInt of,
            Optional<Instant> until,
            Optional<Instant> at) {
        return new Rebooking(
                id,
                session,
                appointment,
                site,
                previousProvider,
                previousStartsAt,
                to,
                why,
                how,
                of,
                until,
                at,
                version + 1);
    }
}
