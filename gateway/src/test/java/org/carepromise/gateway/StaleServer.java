package org.carepromise.gateway;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A service whose connections go stale: it answers the first request on each and keeps it open, and closes it without a
 * word at the second, as the system does for a service that was killed. Each answer says how often it was asked.
 */
final class StaleServer implements AutoCloseable {

    private final ServerSocket listening;
    private final AtomicInteger requests = new AtomicInteger();

    StaleServer() {
        try {
            listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException none) {
            throw new UncheckedIOException(none);
        }
        var accepting = new Thread(this::accept, "stale-server");
        accepting.setDaemon(true);
        accepting.start();
    }

    int port() {
        return listening.getLocalPort();
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                var socket = listening.accept();
                var serving = new Thread(() -> serve(socket), "stale-connection");
                serving.setDaemon(true);
                serving.start();
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket;
                var in = new BufferedReader(
                        new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1))) {
            var body = "{\"requests\":%d}".formatted(read(in));
            socket.getOutputStream()
                    .write(("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " + body.length()
                                    + "\r\n\r\n" + body)
                            .getBytes(StandardCharsets.ISO_8859_1));
            read(in);
        } catch (IOException gone) {
            // the other side closed first, which is as good
        }
    }

    private int read(BufferedReader in) throws IOException {
        var length = 0;
        var line = in.readLine();
        if (line == null) {
            return 0;
        }
        for (; line != null && !line.isEmpty(); line = in.readLine()) {
            if (line.toLowerCase(java.util.Locale.ROOT).startsWith("content-length:")) {
                length = Integer.parseInt(line.substring(15).strip());
            }
        }
        in.skip(length);
        return requests.incrementAndGet();
    }

    @Override
    public void close() {
        try {
            listening.close();
        } catch (IOException alreadyClosed) {
            throw new UncheckedIOException(alreadyClosed);
        }
    }
}
