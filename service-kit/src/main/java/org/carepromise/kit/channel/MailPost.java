package org.carepromise.kit.channel;

import java.time.Duration;
import java.util.regex.Pattern;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.smallrye.mutiny.TimeoutException;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.impl.headers.HeadersMultiMap;
import io.vertx.ext.mail.MailAttachment;
import io.vertx.ext.mail.MailMessage;
import io.vertx.ext.mail.SMTPException;
import io.vertx.mutiny.ext.mail.MailClient;

import org.carepromise.kit.crypto.KeyedHash;

/**
 * Sends by SMTP. The platform's own mailer was tried and prints addresses and words wherever it is mocked; its client is
 * used instead, configured as the mailer is.
 */
@Singleton
class MailPost {

    /** One mailbox and nothing that could be taken for two, or for another header. */
    private static final Pattern ADDRESS =
            Pattern.compile("[^\\s@<>()\\[\\],;:\\\\\"]{1,64}@[^\\s@<>()\\[\\],;:\\\\\"]{1,255}");

    private final MailClient client;
    private final KeyedHash hash;
    private final String from;
    private final Duration within;

    @Inject
    MailPost(MailClient client, KeyedHash hash, ChannelsConfig config) {
        this(client, hash, config.mail().from().orElse(null), config.answerWithin());
    }

    MailPost(MailClient client, KeyedHash hash, String from, Duration within) {
        this.client = client;
        this.hash = hash;
        this.from = from;
        this.within = within;
    }

    boolean isOpen() {
        return from != null;
    }

    Uni<Receipt> send(Outgoing message) {
        if (!ADDRESS.matcher(message.to()).matches()) {
            return Uni.createFrom().item(Receipt.refused("address-invalid"));
        }
        var mail = new MailMessage()
                .setFrom(from)
                .setTo(message.to())
                .setSubject(message.subject().replaceAll("\\p{Cntrl}+", " "))
                .setText(message.text())
                .setHeaders(HeadersMultiMap.httpHeaders()
                        .add("Message-ID", messageId(message.key()))
                        .add("Auto-Submitted", "auto-generated"));
        if (!message.attachments().isEmpty()) {
            mail.setAttachment(
                    message.attachments().stream().map(MailPost::attached).toList());
        }
        return Uni.createFrom()
                .deferred(() -> client.sendMail(mail))
                .ifNoItem()
                .after(within)
                .fail()
                .map(taken -> Receipt.sent("smtp-250"))
                .onFailure()
                .recoverWithItem(MailPost::receiptOf);
    }

    private static MailAttachment attached(Attachment attachment) {
        return MailAttachment.create()
                .setName(attachment.name())
                .setContentType(attachment.type())
                .setDisposition("attachment")
                .setData(Buffer.buffer(attachment.text()));
    }

    /** The same for the same key, so that mail systems drop what comes twice; a key's ids are not for strangers. */
    private String messageId(String key) {
        return "<" + hash.text("message-id", key) + "@" + from.substring(from.indexOf('@') + 1) + ">";
    }

    /** Of the failure nothing is kept but its number: servers quote the address in their words. */
    private static Receipt receiptOf(Throwable failure) {
        if (failure instanceof SMTPException refused) {
            return ReceiptRules.ofSmtpFailure(refused.getReplyCode());
        }
        return failure instanceof IllegalArgumentException
                ? Receipt.refused("address-invalid")
                : Receipt.tryLater(failure instanceof TimeoutException ? "no-answer" : "no-connection");
    }
}
