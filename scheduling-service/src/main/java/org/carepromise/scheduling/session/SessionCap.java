package org.carepromise.scheduling.session;

import java.util.List;

/** At most so many visits of these types in one session, counted together. */
record SessionCap(List<String> visitTypes, int most) {

    SessionCap {
        visitTypes = List.copyOf(visitTypes);
    }
}
