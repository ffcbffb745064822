package org.carepromise.kit.log;

import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.LogRecord;

import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.SpanData;
import org.jboss.logmanager.ExtLogRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class LinkTokensTest {

    private static final String TOKEN = "lk_AZq7-" + "x_Y".repeat(14);

    private final LinkTokensInLogs filter = new LinkTokensInLogs();

    @ParameterizedTest
    @ValueSource(strings = {"%s", "GET /v1/appointment-links/%s?x=1 HTTP/1.1", "{\"link\":\"https://a.example/a/%s\"}"})
    void aTokenIsCutWhereverItStands(String text) {
        assertThat(LinkTokens.cut(text.formatted(TOKEN))).isEqualTo(text.formatted("lk_***"));
        assertThat(LinkTokens.cut((text + " " + text).formatted(TOKEN, TOKEN))).doesNotContain("AZq7");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "nothing", "bulk_import_of_appointments", "lk_short", "talk_about_everything"})
    void whatIsNoTokenStays(String text) {
        assertThat(LinkTokens.cut(text)).isSameAs(text);
    }

    @Test
    void aLineLosesItsTokenAndIsWritten() {
        var line = new ExtLogRecord(Level.WARNING, "GET %s took %d ms", ExtLogRecord.FormatStyle.PRINTF, "test");
        line.setParameters(new Object[] {"/v1/appointment-links/" + TOKEN, 7});
        assertThat(filter.isLoggable(line)).isTrue();
        assertThat(line.getFormattedMessage()).isEqualTo("GET /v1/appointment-links/lk_*** took 7 ms");
        assertThat(line.getParameters()).isNull();
        var plain = new LogRecord(Level.INFO, "at " + TOKEN);
        filter.isLoggable(plain);
        assertThat(plain.getMessage()).isEqualTo("at lk_***");
    }

    @Test
    void aFailureLosesItAtAnyDepthAndKeepsItsTrace() {
        var line = new ExtLogRecord(Level.SEVERE, "failed", ExtLogRecord.FormatStyle.NO_FORMAT, "test");
        line.setThrown(new IllegalStateException("outer", new IllegalArgumentException("bad path /a/" + TOKEN)));
        filter.isLoggable(line);
        assertThat(line.getThrown().toString())
                .contains("IllegalStateException: outer", "IllegalArgumentException: bad path /a/lk_***")
                .contains("LinkTokensTest")
                .doesNotContain("AZq7");
        var harmless = new IllegalStateException("harmless");
        line.setThrown(harmless);
        filter.isLoggable(line);
        assertThat(line.getThrown()).isSameAs(harmless);
    }

    @Test
    void aSpanLosesItFromItsAttributesAndItsName() {
        var ended = new Ended();
        try (var tracing = SdkTracerProvider.builder()
                .addSpanProcessor(new LinkTokensInSpans())
                .addSpanProcessor(ended)
                .build()) {
            tracing.get("test")
                    .spanBuilder("GET /a/" + TOKEN)
                    .setAttribute("url.path", "/v1/appointment-links/" + TOKEN)
                    .setAttribute("url.full", "http://127.0.0.1:8081/v1/appointment-links/" + TOKEN)
                    .setAttribute("http.response.status_code", 200)
                    .startSpan()
                    .end();
        }
        assertThat(ended.spans).singleElement().satisfies(span -> {
            assertThat(span.toString()).doesNotContain("AZq7");
            assertThat(span.getName()).isEqualTo("GET /a/lk_***");
            assertThat(span.getAttributes().size()).isEqualTo(3);
        });
    }

    private static final class Ended implements SpanProcessor {

        private final List<SpanData> spans = new ArrayList<>();

        @Override
        public void onStart(Context parent, ReadWriteSpan span) {
            // only what is handed on counts
        }

        @Override
        public boolean isStartRequired() {
            return false;
        }

        @Override
        public void onEnd(ReadableSpan span) {
            spans.add(span.toSpanData());
        }

        @Override
        public boolean isEndRequired() {
            return true;
        }
    }
}
