package org.carepromise.kit.channel;

import java.net.URI;
import java.time.Instant;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import org.jboss.logging.Logger;

import org.carepromise.kit.channel.Receipt.Outcome;
import org.carepromise.kit.sandbox.SandboxGuard;
import org.carepromise.kit.time.ProductClock;

/**
 * Sends messages to people, one attempt a call: mail by SMTP, text messages and push by an HTTP provider, pager and chat
 * by the webhook that the message names. In a sandbox nothing leaves: everything goes to its inbox.
 *
 * <p>Counts {@code carepromise_messages_total} by channel, purpose and outcome.
 */
@ApplicationScoped
public class Channels {

    private static final Logger LOG = Logger.getLogger(Channels.class);

    private final SandboxGuard sandbox;
    private final SandboxInbox inbox;
    private final MailPost mail;
    private final HttpPost http;
    private final ChannelsConfig config;
    private final ProductClock clock;
    private final MeterRegistry meters;

    Channels(
            SandboxGuard sandbox,
            SandboxInbox inbox,
            MailPost mail,
            HttpPost http,
            ChannelsConfig config,
            ProductClock clock,
            MeterRegistry meters) {
        this.sandbox = sandbox;
        this.inbox = inbox;
        this.mail = mail;
        this.http = http;
        this.config = config;
        this.clock = clock;
        this.meters = meters;
    }

    /** Whether anything could leave by this channel; all are open in a sandbox. */
    public boolean isOpen(Channel channel) {
        return sandbox.enabled()
                || switch (channel) {
                    case MAIL -> mail.isOpen();
                    case SMS -> config.sms().url().isPresent();
                    case PUSH -> config.push().url().isPresent();
                    case PAGER, CHAT -> true;
                };
    }

    /**
     * Tries once. Call it outside any transaction.
     *
     * @return the outcome, within {@code carepromise.channels.answer-within}; never a failure of the other side
     */
    public Uni<Receipt> send(Outgoing message) {
        return send(message, clock.instant());
    }

    /** @param at the product's time of sending, where a sandbox's clock is catching up; shown in its inbox */
    public Uni<Receipt> send(Outgoing message, Instant at) {
        return Uni.createFrom()
                .deferred(() -> sandbox.enabled() ? inbox.keep(message, at) : leave(message))
                .onFailure()
                .recoverWithItem(failure -> {
                    // Its class alone: the message of a stranger's failure may quote what was sent.
                    LOG.errorf("cannot send %s: %s", message, failure.getClass().getName());
                    return Receipt.tryLater("failed");
                })
                .invoke(receipt -> note(message, receipt));
    }

    private Uni<Receipt> leave(Outgoing message) {
        if (!isOpen(message.channel())) {
            return Uni.createFrom().item(Receipt.tryLater("channel-closed"));
        }
        return switch (message.channel()) {
            case MAIL -> mail.send(message);
            case SMS -> post(config.sms(), message);
            case PUSH -> post(config.push(), message);
            case PAGER, CHAT -> http.send(URI.create(message.to()), Optional.empty(), message);
        };
    }

    private Uni<Receipt> post(ChannelsConfig.Provider provider, Outgoing message) {
        return http.send(provider.url().orElseThrow(), provider.token(), message);
    }

    private void note(Outgoing message, Receipt receipt) {
        if (receipt.outcome() != Outcome.SENT) {
            LOG.warnf("%s: %s, %s", message, receipt.outcome(), receipt.reason());
        }
        meters.counter(
                        "carepromise.messages",
                        "channel",
                        message.channel().name(),
                        "purpose",
                        message.purpose(),
                        "outcome",
                        receipt.outcome().name())
                .increment();
    }
}
