package org.carepromise.callback.roster;

import java.util.List;
import java.util.Optional;

import org.carepromise.callback.admission.Window;

/**
 * What a site had, and has no more.
 *
 * @param roster as it was
 * @param lost hours in which it was open
 * @param agent who is not seen any more
 * @param sitesVersion of the file that took the hours away; 0 for the others
 */
public record CapacityFall(
        long id, Optional<Roster> roster, List<Window> lost, Optional<SeenAgent> agent, long sitesVersion) {

    public CapacityFall {
        lost = List.copyOf(lost);
    }
}
