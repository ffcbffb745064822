package org.carepromise.kit.channel;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Through whom messages leave. A sandbox needs none of it: there everything goes to its inbox. */
@ConfigMapping(prefix = "carepromise.channels")
public interface ChannelsConfig {

    Mail mail();

    /** Text messages to patients and staff. */
    Provider sms();

    /** Notifications of the patients' portal or app. */
    Provider push();

    /** How long a connection to a provider may take to open. */
    @WithDefault("PT3S")
    Duration connectWithin();

    /** How long the whole exchange may take: what drips or hangs counts as no answer. */
    @WithDefault("PT10S")
    Duration answerWithin();

    /** The SMTP server itself is {@code quarkus.mailer.host} and its neighbours. */
    interface Mail {

        /** The sender's address; without it no mail leaves. */
        Optional<String> from();
    }

    /** Whoever takes {@code POST {"to", "subject", "text", …}} with an Idempotency-Key. */
    interface Provider {

        /** Without it the channel is closed. */
        Optional<URI> url();

        /** Sent as a bearer token. */
        Optional<String> token();
    }
}
