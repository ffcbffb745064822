package org.carepromise.kit.sample;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

import io.restassured.RestAssured;

/** Sends exactly these bytes: what no well-behaved client would let through. */
public final class RawHttp {

    private static final int PATIENCE_MILLIS = 20_000;
    private static final int CHUNK = 16_384;

    private RawHttp() {}

    /** An answer, headers as they came. */
    public record Answer(int status, List<String> headers, String body) {

        public Optional<String> header(String name) {
            return headers.stream()
                    .filter(line -> line.toLowerCase().startsWith(name.toLowerCase() + ":"))
                    .map(line -> line.substring(name.length() + 1).strip())
                    .findFirst();
        }
    }

    /** @param lines request line and headers; Host, Content-Length and Connection are added */
    public static Answer send(String body, String... lines) {
        return send(body.getBytes(StandardCharsets.UTF_8), lines);
    }

    public static Answer send(byte[] body, String... lines) {
        return exchange(head(lines) + "Content-Length: " + body.length + "\r\n\r\n", body);
    }

    /** The same, without telling the length beforehand. */
    public static Answer sendChunked(byte[] body, String... lines) {
        var chunks = new ByteArrayOutputStream();
        for (int from = 0; from < body.length; from += CHUNK) {
            int length = Math.min(CHUNK, body.length - from);
            chunks.writeBytes((Integer.toHexString(length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
            chunks.write(body, from, length);
            chunks.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
        }
        chunks.writeBytes("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        return exchange(head(lines) + "Transfer-Encoding: chunked\r\n\r\n", chunks.toByteArray());
    }

    private static String head(String... lines) {
        return String.join("\r\n", lines) + "\r\nHost: localhost\r\nConnection: close\r\n";
    }

    private static Answer exchange(String head, byte[] body) {
        var server = URI.create(RestAssured.baseURI);
        try (var socket = new Socket(server.getHost(), RestAssured.port)) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            try {
                socket.getOutputStream().write(head.getBytes(StandardCharsets.UTF_8));
                socket.getOutputStream().write(body);
            } catch (SocketException refusedBeforeTheEnd) {
                // the answer may be there already
            }
            return parse(readAll(socket));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static String readAll(Socket socket) throws IOException {
        var bytes = new ByteArrayOutputStream();
        var buffer = new byte[CHUNK];
        try {
            for (int n = socket.getInputStream().read(buffer);
                    n >= 0;
                    n = socket.getInputStream().read(buffer)) {
                bytes.write(buffer, 0, n);
            }
        } catch (SocketException resetAfterTheAnswer) {
            // what came before counts
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static Answer parse(String text) {
        int end = text.indexOf("\r\n\r\n");
        if (end < 0) {
            throw new AssertionError("no answer: " + text);
        }
        var lines = text.substring(0, end).split("\r\n");
        return new Answer(
                Integer.parseInt(lines[0].split(" ")[1]),
                List.of(lines).subList(1, lines.length),
                text.substring(end + 4));
    }
}
