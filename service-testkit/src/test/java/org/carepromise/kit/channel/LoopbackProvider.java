package org.carepromise.kit.channel;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** A receiver on this machine that answers as it is told, line by line, and keeps what it was sent. */
final class LoopbackProvider implements AutoCloseable {

    /** How one connection is served. */
    interface Manners {
        void serve(Socket socket, String head, CountDownLatch closing) throws IOException, InterruptedException;
    }

    final List<String> received = new CopyOnWriteArrayList<>();
    final AtomicInteger connections = new AtomicInteger();

    private final ServerSocket server;
    private final CountDownLatch closing = new CountDownLatch(1);

    LoopbackProvider(Manners manners) {
        try {
            server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        var accepting = new Thread(() -> accept(manners));
        accepting.setDaemon(true);
        accepting.start();
    }

    static Manners answering(String head) {
        return (socket, request, closing) -> {
            socket.getOutputStream().write((head + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().flush();
        };
    }

    int port() {
        return server.getLocalPort();
    }

    String url() {
        return "http://127.0.0.1:" + port() + "/messages";
    }

    private void accept(Manners manners) {
        while (!server.isClosed()) {
            try {
                var socket = server.accept();
                connections.incrementAndGet();
                var serving = new Thread(() -> serve(manners, socket));
                serving.setDaemon(true);
                serving.start();
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Manners manners, Socket socket) {
        try (socket) {
            var request = readRequest(socket);
            received.add(request);
            manners.serve(socket, request, closing);
        } catch (IOException | InterruptedException hungUp) {
            // what was received counts
        }
    }

    private static String readRequest(Socket socket) throws IOException {
        var reader = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        var request = new StringBuilder();
        int length = 0;
        for (var line = reader.readLine(); line != null && !line.isEmpty(); line = reader.readLine()) {
            request.append(line).append('\n');
            if (line.toLowerCase().startsWith("content-length:")) {
                length = Integer.parseInt(line.substring(line.indexOf(':') + 1).strip());
            }
        }
        request.append('\n');
        for (int i = 0; i < length; i++) {
            request.append((char) reader.read());
        }
        return request.toString();
    }

    @Override
    public void close() {
        closing.countDown();
        try {
            server.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
