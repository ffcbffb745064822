package org.carepromise.kit.event;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;

/**
 * One client of the stream. It reads what it lacks from the table, at the pace at which the client takes it, and then
 * goes with the tail; where the tail is ahead of it, it reads again. Positions have no gaps, so it knows by the next one
 * whether it missed any. All of it happens on the request's event loop.
 */
final class EventStream {

    private static final int PAGE = 200;
    private static final Buffer OPENING = Buffer.buffer("retry: 1000\n\n");
    private static final Buffer HEARTBEAT = Buffer.buffer(": still here\n\n");

    private final EventStreams streams;
    private final HttpServerRequest request;
    private final HttpServerResponse response;
    private final Context eventLoop;
    private final EventSearch search;
    private final int bufferedAtMost;
    private final Deque<Buffer> buffered = new ArrayDeque<>();

    /** Everything up to here was sent, buffered, or is none of this client's business. */
    private long position;

    private boolean live;
    private boolean waitsToReadOn;
    private boolean closed;

    EventStream(
            EventStreams streams, HttpServerRequest request, EventSearch search, long position, int bufferedAtMost) {
        this.streams = streams;
        this.request = request;
        this.response = request.response();
        this.eventLoop = Vertx.currentContext();
        this.search = search;
        this.position = position;
        this.bufferedAtMost = bufferedAtMost;
    }

    void begin() {
        response.closeHandler(gone -> close());
        response.exceptionHandler(gone -> close());
        response.drainHandler(drained -> flush());
        response.setChunked(true)
                .putHeader("Content-Type", "text/event-stream;charset=UTF-8")
                .putHeader("Cache-Control", "no-store")
                .putHeader("X-Accel-Buffering", "no")
                .write(OPENING);
        if (response.closed()) {
            close();
        } else {
            readOn();
        }
    }

    /** What the tail has read. */
    void offer(List<EventFrame> batch) {
        eventLoop.runOnContext(here -> take(batch));
    }

    void beat() {
        eventLoop.runOnContext(here -> {
            if (!closed && !response.writeQueueFull()) {
                response.write(HEARTBEAT);
            }
        });
    }

    /** Lets the client go, who resumes elsewhere. */
    void end() {
        eventLoop.runOnContext(here -> {
            if (!closed) {
                close();
                response.end();
            }
        });
    }

    private void take(List<EventFrame> batch) {
        if (closed || !live) {
            return;
        }
        if (missedSome(batch)) {
            readOn();
            return;
        }
        for (var frame : batch) {
            if (frame.event().position() > position) {
                add(frame);
                position = frame.event().position();
            }
        }
        flush();
        if (buffered.size() > bufferedAtMost) {
            streams.countDropped();
            cutOff();
        }
    }

    private boolean missedSome(List<EventFrame> batch) {
        return batch.isEmpty()
                ? streams.tailPosition() > position
                : batch.get(0).event().position() > position + 1;
    }

    private void readOn() {
        live = false;
        if (!buffered.isEmpty() || response.writeQueueFull()) {
            waitsToReadOn = true;
            return;
        }
        streams.read(search, position, PAGE)
                .subscribe()
                .with(
                        page -> eventLoop.runOnContext(here -> append(page)),
                        failure -> eventLoop.runOnContext(here -> cutOff()));
    }

    private void append(EventPage page) {
        if (closed) {
            return;
        }
        page.events().forEach(event -> add(streams.frame(event)));
        position = page.next();
        flush();
        // What the tail handed over meanwhile was left aside; what it will hand over from now on is taken.
        live = page.isLast();
        if (!live || streams.tailPosition() > position) {
            readOn();
        }
    }

    private void add(EventFrame frame) {
        if (search.covers(frame.event())) {
            buffered.add(frame.text(search.forService()));
        }
    }

    private void flush() {
        while (!closed && !buffered.isEmpty() && !response.writeQueueFull()) {
            response.write(buffered.poll());
        }
        if (waitsToReadOn && !closed && buffered.isEmpty() && !response.writeQueueFull()) {
            waitsToReadOn = false;
            readOn();
        }
    }

    /** The client comes back with its Last-Event-ID, and hears then what is wrong, if it still is. */
    private void cutOff() {
        if (!closed) {
            close();
            request.connection().close();
        }
    }

    private void close() {
        if (!closed) {
            closed = true;
            buffered.clear();
            streams.closed(this);
        }
    }
}
