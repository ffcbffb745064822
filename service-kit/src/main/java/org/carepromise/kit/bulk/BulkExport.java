package org.carepromise.kit.bulk;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import de.siegmar.fastcsv.writer.CsvWriter;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpConnection;
import io.vertx.ext.web.RoutingContext;

import org.carepromise.kit.problem.Problem;

/**
 * Writes many things out, page by page: however many there are, one page of them is in memory, and no transaction is open
 * while a slow reader reads. Where a page cannot be read any more the connection breaks off: half a file never looks like a
 * whole one.
 *
 * <p>Reads and writes by blocking: for resource methods that are {@code @Blocking}.
 */
@ApplicationScoped
public class BulkExport {

    private final FilesAtOnce turns;
    private final ObjectMapper json;
    private final RoutingContext exchange;

    BulkExport(FilesAtOnce turns, ObjectMapper json, RoutingContext exchange) {
        this.turns = turns;
        this.json = json;
        this.exchange = exchange;
    }

    /**
     * The answer that writes the pages.
     *
     * @param name of the file, without its ending
     * @param first where the first page begins
     * @param pages reads the page that begins there
     * @throws Problem {@code busy} while as many files as may be are on their way; that of the first page
     */
    public <P> Response answer(
            String name, BulkFormat format, BulkColumns columns, P first, Function<P, Uni<BulkPage<P>>> pages) {
        var turn = turns.take();
        try {
            var begin = pages.apply(first).await().indefinitely();
            // the request's own: the file outlives this call
            var connection = exchange.request().connection();
            StreamingOutput file = to -> {
                try (turn) {
                    write(begin, pages, rows(format, columns, to), connection);
                }
            };
            return Response.ok(file, format.mediaType())
                    .header(
                            HttpHeaders.CONTENT_DISPOSITION,
                            "attachment; filename=\"" + name + (format == BulkFormat.CSV ? ".csv\"" : ".ndjson\""))
                    .build();
        } catch (RuntimeException refused) {
            turn.close();
            throw refused;
        }
    }

    private <P> void write(BulkPage<P> begin, Function<P, Uni<BulkPage<P>>> pages, Rows rows, HttpConnection connection)
            throws IOException {
        try {
            for (var page = begin; page != null; ) {
                for (var thing : page.things()) {
                    rows.write(json.valueToTree(thing));
                }
                rows.flush();
                var next = page.next();
                page = next.isEmpty() ? null : pages.apply(next.get()).await().indefinitely();
            }
        } catch (IOException | RuntimeException broken) {
            // until it is closed: else whoever ends the answer after us may still write its last chunk
            connection
                    .close()
                    .toCompletionStage()
                    .toCompletableFuture()
                    .handle((done, failed) -> null)
                    .join();
            throw broken;
        }
    }

    private interface Rows {

        void write(JsonNode thing) throws IOException;

        void flush() throws IOException;
    }

    private Rows rows(BulkFormat format, BulkColumns columns, OutputStream to) {
        return format == BulkFormat.CSV ? new TableRows(columns, to) : new JsonRows(to);
    }

    private static final class TableRows implements Rows {

        private final BulkColumns columns;
        private final OutputStream to;
        private final CsvWriter table;

        TableRows(BulkColumns columns, OutputStream to) {
            this.columns = columns;
            this.to = to;
            this.table = CsvWriter.builder().build(to, StandardCharsets.UTF_8);
            table.writeRecord(columns.names());
        }

        @Override
        public void write(JsonNode thing) {
            table.writeRecord(columns.cells(thing));
        }

        @Override
        public void flush() throws IOException {
            table.flush();
            to.flush();
        }
    }

    private final class JsonRows implements Rows {

        private final OutputStream to;

        JsonRows(OutputStream to) {
            this.to = to;
        }

        @Override
        public void write(JsonNode thing) throws IOException {
            to.write(json.writeValueAsBytes(thing));
            to.write('\n');
        }

        @Override
        public void flush() throws IOException {
            to.flush();
        }
    }
}
