package org.carepromise.scheduling.calendar;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Invitations and feeds. */
@ConfigMapping(prefix = "carepromise.calendar")
interface CalendarConfig {

    /** The mail address that invitations come from. Nobody is asked to answer, but calendars want one. */
    @WithDefault("${carepromise.channels.mail.from:no-reply@carepromise.invalid}")
    String organizer();

    Feed feed();

    interface Feed {

        /** How far a feed reaches back. */
        @WithDefault("P30D")
        Duration back();

        /** How far it reaches ahead. */
        @WithDefault("P180D")
        Duration ahead();

        /** How long what is cancelled stays in it, so that a calendar that hides what vanished takes it out too. */
        @WithDefault("P30D")
        Duration cancelledFor();

        /** How often calendars are asked to look again. */
        @WithDefault("PT15M")
        Duration refreshAfter();
    }
}
