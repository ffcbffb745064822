package org.carepromise.messaging.thread;

import java.util.Set;

import org.carepromise.kit.access.Caller;
import org.carepromise.kit.access.Role;
import org.carepromise.kit.access.Scope;

/** Who may see a thread: its patient, proxies unless it is confidential, and staff of its site and pool. */
public final class Reach {

    private Reach() {}

    public static boolean of(Caller caller, MessageThread thread) {
        return of(caller, caller.isProxy(), thread);
    }

    /** @param isProxy also where a portal says so */
    public static boolean of(Caller caller, boolean isProxy, MessageThread thread) {
        if (!caller.mayReach(thread.site(), thread.patient().id().orElse(null))) {
            return false;
        }
        return caller.actsAsPatient()
                ? !(isProxy && thread.confidential())
                : ofPool(caller, thread.place().pool());
    }

    public static boolean ofPool(Caller caller, String pool) {
        return pools(caller).covers(pool);
    }

    /** A CRM and a service are no members of a pool; they see all those of their sites. */
    static Scope pools(Caller caller) {
        return caller.roles().contains(Role.INTEGRATION) || caller.roles().contains(Role.SERVICE)
                ? new Scope(Set.of(), true)
                : caller.pools();
    }
}
