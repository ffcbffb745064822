package org.carepromise.kit.log;

import jakarta.enterprise.context.ApplicationScoped;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;

/** Cuts the tokens of links from spans: the addresses of requests are among the attributes with which spans begin. */
@ApplicationScoped
class LinkTokensInSpans implements SpanProcessor {

    @Override
    public void onStart(Context parent, ReadWriteSpan span) {
        span.getAttributes().forEach((key, value) -> {
            if (value instanceof String text) {
                var cut = LinkTokens.cut(text);
                if (cut != text) {
                    span.setAttribute(AttributeKey.stringKey(key.getKey()), cut);
                }
            }
        });
        var name = LinkTokens.cut(span.getName());
        if (name != span.getName()) {
            span.updateName(name);
        }
    }

    @Override
    public boolean isStartRequired() {
        return true;
    }

    @Override
    public void onEnd(ReadableSpan span) {
        // can no longer be changed
    }

    @Override
    public boolean isEndRequired() {
        return false;
    }
}
