package org.carepromise.messaging.thread;

import org.carepromise.kit.access.Caller;
import org.carepromise.kit.access.Role;

/** Who may see a thread: its patient, proxies unless it is confidential, and staff of its site and pool. */
public final class Reach {

    private Reach() {}

    public static boolean of(Caller caller, MessageThread thread) {
        return of(caller, caller.isProxy(), thread);
    }

    /** @param isProxy also where a portal says so */
    static boolean of(Caller caller, boolean isProxy, MessageThread thread) {
        if (!caller.mayReach(thread.site(), thread.patient().id().orElse(null))) {
            return false;
        }
        return caller.actsAsPatient()
                ? !(isProxy && thread.confidential())
                : ofPool(caller, thread.place().pool());
    }

    /** A CRM and a service are no members of a pool; they see those of their sites. */
    public static boolean ofPool(Caller caller, String pool) {
        return caller.pools().covers(pool)
                || caller.roles().contains(Role.INTEGRATION)
                || caller.roles().contains(Role.SERVICE);
    }
}
