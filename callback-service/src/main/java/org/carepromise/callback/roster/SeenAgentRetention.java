package org.carepromise.callback.roster;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import org.carepromise.kit.retention.RetentionRule;

class SeenAgentRetention {

    /** Longer than it is remembered that a site signs in. */
    @Produces
    @Singleton
    static RetentionRule callbackAgent() {
        return RetentionRule.olderThan(
                "callback-agent",
                "callback_agent",
                "seen_until",
                "when the agent was last seen",
                "callback_agent_until",
                "P1D",
                "P1D",
                "site_id",
                "agent");
    }
}
