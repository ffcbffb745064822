package org.carepromise.kit.notice;

import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

import org.carepromise.kit.channel.Channel;
import org.carepromise.kit.preference.QuietHours;

/** How patients are told things, where they have not said otherwise. */
@ConfigMapping(prefix = "carepromise.notices")
public interface NoticesConfig {

    /** The phone behind which a person answers; every text names it. */
    Optional<String> phone();

    /** A site's own phone, by site id. */
    Map<String, String> phoneOfSite();

    /** Which way is tried first. */
    @WithDefault("SMS,MAIL,PUSH")
    List<Channel> channels();

    /** When quiet hours begin in the patient's zone. */
    @WithDefault("21:00")
    LocalTime quietFrom();

    /** When they are over. Equal to their begin: there are none. */
    @WithDefault("08:00")
    LocalTime quietUntil();

    /** How many attempts a notice gets before it is given up. */
    @WithDefault("12")
    int tries();

    /** The pause behind the first attempt that failed; it doubles with each. */
    @WithDefault("PT10S")
    Duration retryAfter();

    /** The longest pause. */
    @WithDefault("PT1H")
    Duration retryWithin();

    /** How long a replica may be busy with what it has claimed before another takes over. */
    @WithDefault("PT2M")
    Duration leaseWithin();

    default QuietHours quietHours() {
        return new QuietHours(quietFrom(), quietUntil());
    }
}
