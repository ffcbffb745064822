package org.carepromise.gateway.route;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.streams.ReadStream;

/**
 * The body of an answer on its way back. Where it breaks off, the caller's connection is closed, so that half an answer
 * is not taken for a whole one. The proxy would do so too, but by a reset that the platform does not count as an end: it
 * would wait for that request when it shuts down.
 */
final class WholeBody implements ReadStream<Buffer> {

    private final ReadStream<Buffer> body;
    private final HttpConnection caller;

    WholeBody(ReadStream<Buffer> body, HttpConnection caller) {
        this.body = body;
        this.caller = caller;
    }

    @Override
    public ReadStream<Buffer> exceptionHandler(Handler<Throwable> handler) {
        body.exceptionHandler(handler == null ? null : brokenOff -> caller.close());
        return this;
    }

    @Override
    public ReadStream<Buffer> handler(Handler<Buffer> handler) {
        body.handler(handler);
        return this;
    }

    @Override
    public ReadStream<Buffer> endHandler(Handler<Void> handler) {
        body.endHandler(handler);
        return this;
    }

    @Override
    public ReadStream<Buffer> pause() {
        body.pause();
        return this;
    }

    @Override
    public ReadStream<Buffer> resume() {
        body.resume();
        return this;
    }

    @Override
    public ReadStream<Buffer> fetch(long amount) {
        body.fetch(amount);
        return this;
    }
}
