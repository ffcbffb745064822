package org.carepromise.callback.roster;

import java.util.Set;

/** What an agent who was seen at a site can do, and the primary subtags of what the agent speaks. */
public record SeenAgent(Set<String> skills, Set<String> languages) {

    public SeenAgent {
        skills = Set.copyOf(skills);
        languages = Set.copyOf(languages);
    }

    public boolean serves(String skill, String language) {
        return skills.contains(skill) && languages.contains(language);
    }
}
