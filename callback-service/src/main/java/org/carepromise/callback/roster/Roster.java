package org.carepromise.callback.roster;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * Agents who are alike, and how many of them work when.
 *
 * @param skills what they can do; a callback's is its topic, unless it names another
 * @param languages primary subtags, {@code es}
 * @param weekly in local time of the site
 * @param overrides each replaces the whole of a date
 */
public record Roster(
        UUID id,
        String site,
        String name,
        Set<String> skills,
        Set<String> languages,
        List<Weekly> weekly,
        List<Override> overrides,
        long version,
        Instant createdAt) {

    public Roster {
        skills = Set.copyOf(skills);
        languages = Set.copyOf(languages);
        weekly = List.copyOf(weekly);
        overrides = List.copyOf(overrides);
    }

    record Weekly(Set<DayOfWeek> weekdays, WorkInterval interval) {}

    record Override(LocalDate on, List<WorkInterval> intervals) {}

    /** Whether these agents can take a callback of that skill in that language. */
    public boolean serves(String skill, String language) {
        return skills.contains(skill) && languages.contains(language);
    }

    Roster replacedBy(Roster other) {
        return new Roster(
                id,
                site,
                other.name(),
                other.skills(),
                other.languages(),
                other.weekly(),
                other.overrides(),
                version + 1,
                createdAt);
    }
}
