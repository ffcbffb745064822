package org.carepromise.kit.channel;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

import jakarta.inject.Inject;
import jakarta.mail.internet.MimeMultipart;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import io.vertx.ext.mail.MailConfig;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.ext.mail.MailClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.carepromise.kit.channel.Receipt.Outcome;
import org.carepromise.kit.crypto.KeyedHash;
import org.carepromise.kit.sample.SampleTest;
import org.carepromise.testkit.CapturedLog;

import static org.assertj.core.api.Assertions.assertThat;

/** Mail leaves by SMTP; the server's number decides what becomes of it, its words are kept nowhere. */
@SampleTest
class MailPostTest {

    @Inject
    KeyedHash hash;

    @Inject
    Vertx vertx;

    @Test
    void aMailArrivesWithTheSameMessageIdEachTimeItIsSent() throws Exception {
        var server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        server.start();
        try {
            var message = mail("zoe@canaria.example", "Su cita está lista");
            assertThat(send(server.getSmtp().getPort(), message)).isEqualTo(Receipt.sent("smtp-250"));
            assertThat(send(server.getSmtp().getPort(), message)).isEqualTo(Receipt.sent("smtp-250"));
            var received = server.getReceivedMessages();
            assertThat(received).hasSize(2).allSatisfy(mail -> {
                assertThat(mail.getSubject()).isEqualTo("Su cita está lista");
                assertThat(mail.getAllRecipients()).extracting(Object::toString).containsExactly("zoe@canaria.example");
                assertThat(mail.getFrom()).extracting(Object::toString).containsExactly("clinic@carepromise.example");
                assertThat(mail.getContentType()).startsWith("text/plain");
                assertThat((String) mail.getContent()).contains("¿Qué?");
                assertThat(mail.getHeader("Auto-Submitted")).containsExactly("auto-generated");
            });
            assertThat(received[0].getHeader("Message-ID"))
                    .hasSize(1)
                    .isEqualTo(received[1].getHeader("Message-ID"))
                    .allSatisfy(id ->
                            assertThat(id).endsWith("@carepromise.example>").doesNotContain("thing-1"));
            assertThat(GreenMailUtil.getWholeMessage(received[0])).doesNotContain("thing-1");
        } finally {
            server.stop();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "550 5.1.1 no such mailbox zoe@canaria.example, REFUSED_FOR_GOOD, smtp-550",
        "553 bad name Canaria, REFUSED_FOR_GOOD, smtp-553",
        "450 greylisted zoe@canaria.example, TRY_LATER, smtp-450",
        "452 full Canaria, TRY_LATER, smtp-452"
    })
    void aRefusedRecipientIsTriedAgainOnlyIfTheServerSaysNotNow(String reply, Outcome outcome, String reason)
            throws IOException {
        try (var server = smtp(reply);
                var log = CapturedLog.open()) {
            var receipt = send(server.getLocalPort(), mail("zoe@canaria.example", "Canaria"));
            assertThat(receipt.outcome()).isEqualTo(outcome);
            assertThat(receipt.reason()).isEqualTo(reason);
            assertThat(log.text()).doesNotContain("Canaria", "canaria");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "zoe@canaria.example, mallory@example.org",
                "zoe@canaria.example\r\nBcc: mallory@example.org",
                "Zoë <zoe@canaria.example>",
                "nobody",
                "@",
                "a@b@c",
                ""
            })
    void whatIsNotOneAddressIsRefusedForGoodWithoutAsking(String to) throws IOException {
        var server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        server.close();
        assertThat(send(server.getLocalPort(), mail(to, "x"))).isEqualTo(Receipt.refused("address-invalid"));
    }

    @Test
    void aSubjectMakesNoHeader() throws Exception {
        var server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        server.start();
        try {
            send(server.getSmtp().getPort(), mail("zoe@canaria.example", "Hello\r\nX-Evil: yes"));
            assertThat(server.getReceivedMessages())
                    .allSatisfy(mail -> assertThat(mail.getHeader("X-Evil")).isNull());
        } finally {
            server.stop();
        }
    }

    @Test
    void aServerThatIsNotThereOrSaysNothingIsTriedLater() throws IOException {
        var silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        assertThat(send(silent.getLocalPort(), mail("zoe@canaria.example", "x")))
                .isEqualTo(Receipt.tryLater("no-answer"));
        silent.close();
        assertThat(send(silent.getLocalPort(), mail("zoe@canaria.example", "x")))
                .isEqualTo(Receipt.tryLater("no-connection"));
    }

    @Test
    void anAttachmentGoesBesideTheTextUnderItsNameAndType() throws Exception {
        var server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        server.start();
        try {
            var file = new Attachment(
                    "appointment.ics",
                    "text/calendar; charset=utf-8; method=REQUEST",
                    "BEGIN:VCALENDAR\r\nSUMMARY:Cita médica\r\nEND:VCALENDAR\r\n");
            var words = mail("zoe@canaria.example", "Hello");
            send(
                    server.getSmtp().getPort(),
                    new Outgoing(
                            words.key(),
                            words.purpose(),
                            Channel.MAIL,
                            words.to(),
                            words.subject(),
                            words.text(),
                            List.of(file)));
            var parts = (MimeMultipart) server.getReceivedMessages()[0].getContent();
            assertThat(parts.getCount()).isEqualTo(2);
            assertThat(parts.getBodyPart(0).getContentType()).startsWith("text/plain");
            assertThat(parts.getBodyPart(0).getContent().toString()).contains("¿Qué?");
            var attached = parts.getBodyPart(1);
            assertThat(attached.getContentType())
                    .contains("text/calendar", "charset=utf-8", "method=REQUEST", "appointment.ics");
            assertThat(attached.getDisposition()).isEqualTo("attachment");
            assertThat(attached.getFileName()).isEqualTo("appointment.ics");
            try (var content = attached.getInputStream()) {
                assertThat(new String(content.readAllBytes(), StandardCharsets.UTF_8))
                        .isEqualTo(file.text());
            }
        } finally {
            server.stop();
        }
    }

    private static Outgoing mail(String to, String subject) {
        return new Outgoing("thing-1", "thing-ready", Channel.MAIL, to, subject, "Hola. ¿Qué?");
    }

    private Receipt send(int port, Outgoing message) {
        var client = MailClient.create(
                vertx, new MailConfig().setHostname("127.0.0.1").setPort(port).setKeepAlive(false));
        try {
            return new MailPost(client, hash, "clinic@carepromise.example", Duration.ofSeconds(2))
                    .send(message)
                    .await()
                    .atMost(Duration.ofSeconds(20));
        } finally {
            client.closeAndForget();
        }
    }

    /** Takes everything but the recipient. */
    private static ServerSocket smtp(String replyToRecipient) throws IOException {
        var server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        var thread = new Thread(() -> {
            while (!server.isClosed()) {
                try (var socket = server.accept()) {
                    talk(socket, replyToRecipient);
                } catch (IOException hungUp) {
                    // the next one
                }
            }
        });
        thread.setDaemon(true);
        thread.start();
        return server;
    }

    private static void talk(Socket socket, String replyToRecipient) throws IOException {
        var reader = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
        say(socket, "220 ready");
        for (var line = reader.readLine(); line != null; line = reader.readLine()) {
            say(socket, line.startsWith("RCPT") ? replyToRecipient : line.startsWith("QUIT") ? "221 bye" : "250 fine");
        }
    }

    private static void say(Socket socket, String line) throws IOException {
        socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().flush();
    }
}
