package org.carepromise.scheduling.capacity;

import java.util.List;

/**
 * How many visits of some types a session takes at most.
 *
 * @param used by appointments, and by holds whose time is not up
 */
public record Cap(List<String> visitTypes, int most, int used) {

    boolean isReached() {
        return used >= most;
    }
}
