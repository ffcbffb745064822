package org.carepromise.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/** A client of the event stream, which notes when each event came and goes on where it was when it is cut off. */
final class EventListener implements AutoCloseable {

    private static final Pattern SUBJECT = Pattern.compile("\"subject\":\"([^\"]+)\"");
    private static final Duration OPENS_WITHIN = Duration.ofSeconds(10);

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI stream;
    private final String token;
    private final Map<String, Long> micros = new ConcurrentHashMap<>();
    private final AtomicInteger twice = new AtomicInteger();
    private final AtomicInteger resumed = new AtomicInteger();
    private final CountDownLatch open = new CountDownLatch(1);
    private final Thread reader = new Thread(this::listen, "event-listener");

    private volatile boolean closed;
    private volatile InputStream body;
    private String lastId = "";

    /** @param as who listens, and where the service is */
    EventListener(Api as) throws InterruptedException {
        stream = as.address().resolve("/v1/scheduling/events/stream");
        token = as.header("Authorization");
        reader.setDaemon(true);
        reader.start();
        if (!open.await(OPENS_WITHIN.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new IllegalStateException("the event stream does not open");
        }
    }

    /** By subject, the instant at which its event came, in microseconds of the epoch. */
    Map<String, Long> micros() {
        return micros;
    }

    int twice() {
        return twice.get();
    }

    int resumed() {
        return resumed.get();
    }

    private void listen() {
        while (!closed) {
            try {
                read();
            } catch (IOException | InterruptedException cutOff) {
                // resumed below
            }
            if (!closed) {
                resumed.incrementAndGet();
            }
        }
    }

    private void read() throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(stream).header("Authorization", token);
        if (!lastId.isEmpty()) {
            request.header("Last-Event-ID", lastId);
        }
        var answer = http.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        if (answer.statusCode() != 200) {
            closed = true;
            throw new IOException("the event stream answers " + answer.statusCode());
        }
        body = answer.body();
        var lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8));
        for (var line = lines.readLine(); line != null; line = lines.readLine()) {
            take(line);
        }
    }

    private void take(String line) {
        if (line.startsWith("retry:")) {
            open.countDown();
        } else if (line.startsWith("id: ")) {
            lastId = line.substring(4);
        } else if (line.startsWith("data: ")) {
            long now = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
            var subject = SUBJECT.matcher(line);
            if (subject.find() && micros.put(subject.group(1), now) != null) {
                twice.incrementAndGet();
            }
        }
    }

    @Override
    public void close() throws IOException {
        closed = true;
        reader.interrupt();
        if (body != null) {
            // not the reader: that waits for its own lock until the next heartbeat
            body.close();
        }
    }
}
