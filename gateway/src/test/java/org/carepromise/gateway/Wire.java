package org.carepromise.gateway;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** HTTP byte by byte, for requests that no client would send. */
public final class Wire {

    private static final int PATIENCE_MILLIS = 10_000;

    /** What came back until the connection was closed. */
    public record Reply(String text) {

        public int status() {
            return text.isEmpty() ? 0 : Integer.parseInt(text.substring(9, 12));
        }

        public boolean has(String headerLine) {
            return head().toLowerCase(Locale.ROOT).contains("\r\n" + headerLine.toLowerCase(Locale.ROOT));
        }

        public String head() {
            return text.substring(0, Math.max(0, text.indexOf("\r\n\r\n")));
        }

        public String body() {
            return text.substring(text.indexOf("\r\n\r\n") + 4);
        }
    }

    private Wire() {}

    /** Sends and reads until the other side closes. */
    public static Reply send(int port, String... parts) {
        try (var socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            var out = socket.getOutputStream();
            try {
                for (var part : parts) {
                    out.write(part.getBytes(StandardCharsets.ISO_8859_1));
                    out.flush();
                }
            } catch (IOException closedWhileSending) {
                // the answer may be there all the same
            }
            var reply = new ByteArrayOutputStream();
            socket.getInputStream().transferTo(reply);
            return new Reply(reply.toString(StandardCharsets.ISO_8859_1));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** A GET of this very target. */
    public static Reply get(int port, String target, String... headerLines) {
        var headers = String.join(
                "",
                java.util.Arrays.stream(headerLines).map(line -> line + "\r\n").toList());
        return send(port, "GET " + target + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + headers + "\r\n");
    }
}
