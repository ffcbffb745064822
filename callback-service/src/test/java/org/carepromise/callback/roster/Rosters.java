package org.carepromise.callback.roster;

import java.time.DayOfWeek;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Rosters for tests of those who read them. */
public final class Rosters {

    private Rosters() {}

    /** So many agents, day and night. */
    public static Roster always(UUID id, int agents, Set<String> skills, Set<String> languages) {
        return new Roster(
                id,
                "springfield",
                "Desk",
                skills,
                languages,
                List.of(new Roster.Weekly(EnumSet.allOf(DayOfWeek.class), WorkInterval.of("00:00", "24:00", agents))),
                List.of(),
                1,
                Instant.EPOCH);
    }
}
