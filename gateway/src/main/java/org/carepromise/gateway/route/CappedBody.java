package org.carepromise.gateway.route;

import io.vertx.core.Handler;
import io.vertx.core.VertxException;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;

/** A body on its way through that fails at the first byte too many; for bodies in chunks nobody knows it earlier. */
final class CappedBody implements ReadStream<Buffer> {

    private final ReadStream<Buffer> body;
    private long left;
    private boolean exceeded;
    private Handler<Throwable> failed;

    CappedBody(ReadStream<Buffer> body, long largest) {
        this.body = body;
        this.left = largest;
    }

    boolean exceeded() {
        return exceeded;
    }

    @Override
    public ReadStream<Buffer> handler(Handler<Buffer> handler) {
        body.handler(handler == null ? null : chunk -> pass(chunk, handler));
        return this;
    }

    private void pass(Buffer chunk, Handler<Buffer> handler) {
        if (exceeded) {
            return;
        }
        left -= chunk.length();
        if (left >= 0) {
            handler.handle(chunk);
            return;
        }
        exceeded = true;
        if (failed != null) {
            failed.handle(new VertxException("the body is larger than its operation takes", true));
        }
    }

    @Override
    public ReadStream<Buffer> exceptionHandler(Handler<Throwable> handler) {
        failed = handler;
        body.exceptionHandler(handler);
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
