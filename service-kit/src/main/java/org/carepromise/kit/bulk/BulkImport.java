package org.carepromise.kit.bulk;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.validation.Validator;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;

import org.carepromise.kit.problem.Problem;
import org.carepromise.kit.problem.ProblemPipeline;
import org.carepromise.kit.tx.Transactions;
import org.carepromise.kit.tx.Tx;

/**
 * Takes in a file of many things while it is on its way, and answers with a verdict for each line as soon as it stands
 * (docs/adr/0022-bulk-files.md). Some lines to a transaction: what has a verdict is kept, whatever breaks afterwards. A dry run is one
 * transaction that is rolled back, so that its verdicts know of each other.
 *
 * <p>Reads and writes by blocking: for resource methods that are {@code @Blocking}.
 */
@ApplicationScoped
public class BulkImport {

    private final Transactions transactions;
    private final TakeLines takeLines;
    private final FilesAtOnce turns;
    private final BulkConfig config;
    private final ObjectMapper json;
    private final Validator validator;
    private final ProblemPipeline failures;
    private final RoutingContext exchange;

    BulkImport(
            Transactions transactions,
            TakeLines takeLines,
            FilesAtOnce turns,
            BulkConfig config,
            ObjectMapper json,
            Validator validator,
            ProblemPipeline failures,
            RoutingContext exchange) {
        this.transactions = transactions;
        this.takeLines = takeLines;
        this.turns = turns;
        this.config = config;
        this.json = json;
        this.validator = validator;
        this.failures = failures;
        this.exchange = exchange;
    }

    /**
     * The answer to a file, which reads the file as it is written.
     *
     * @param file the body
     * @throws Problem {@code file-empty}, {@code file-encoding} or {@code columns-invalid} where no line can be read;
     *     {@code busy} while as many files as may be are on their way
     */
    public <T> Response answer(InputStream file, BulkFormat format, BulkKind<T> kind, boolean dryRun)
            throws IOException {
        var turn = turns.take();
        try {
            var reader = new LineReader<>(kind.type(), json, validator, failures);
            var lines = new BulkLines<>(file, format, kind.columns(), config.longestLine(), reader);
            exchange.response().setWriteQueueMaxSize(config.unreadAnswer());
            StreamingOutput verdicts = to -> {
                try (turn) {
                    new Run<>(lines, kind, dryRun, to).run();
                }
            };
            return Response.ok(verdicts, BulkFormat.NDJSON.mediaType()).build();
        } catch (IOException | RuntimeException refused) {
            turn.close();
            throw refused;
        }
    }

    /** One file on its way. */
    private final class Run<T> {

        private final BulkLines<T> lines;
        private final BulkKind<T> kind;
        private final boolean dryRun;
        private final OutputStream to;
        private final long[] counts = new long[BulkOutcome.Verdict.values().length];
        private long verdicts;

        private Run(BulkLines<T> lines, BulkKind<T> kind, boolean dryRun, OutputStream to) {
            this.lines = lines;
            this.kind = kind;
            this.dryRun = dryRun;
            this.to = to;
        }

        void run() throws IOException {
            Problem ending = null;
            try {
                ending = dryRun ? tryAll() : keepAll();
            } catch (Unanswered gone) {
                // nobody listens any more, so nothing more is done for them
                throw gone.cause;
            } catch (IOException broken) {
                // too large, or the sender is gone
                ending = failures.known(broken).orElse(null);
                if (ending == null) {
                    throw broken;
                }
            } catch (RuntimeException failure) {
                ending = failures.problemOf(failure);
            }
            write(BulkVerdictJson.end(summary(ending == null), ending));
            to.flush();
        }

        private Problem keepAll() throws IOException {
            for (var some = read(); !some.isEmpty(); some = read()) {
                var batch = some;
                answer(transactions
                        .run(tx -> takeLines.take(tx, kind, batch))
                        .await()
                        .indefinitely());
            }
            return null;
        }

        /** Holds one transaction open while it reads; the connection's own time-outs end it where the file gets stuck. */
        private Problem tryAll() throws IOException {
            var opened = new CompletableFuture<Tx>();
            var over = new CompletableFuture<Void>();
            var rolledBack = transactions
                    .run(tx -> {
                        opened.complete(tx);
                        return Uni.createFrom().completionStage(over);
                    })
                    .onFailure(Undo.class)
                    .recoverWithNull()
                    .subscribeAsCompletionStage();
            rolledBack.whenComplete((done, failure) -> {
                if (failure != null) {
                    opened.completeExceptionally(failure);
                }
            });
            try {
                return tryAll(Uni.createFrom().completionStage(opened).await().indefinitely());
            } finally {
                over.completeExceptionally(new Undo());
                rolledBack.exceptionally(lost -> null).join();
            }
        }

        private Problem tryAll(Tx tx) throws IOException {
            for (var some = read(); !some.isEmpty(); some = read()) {
                if (verdicts + some.size() > config.linesPerDryRun()) {
                    return Problem.of(
                            BulkProblem.DRY_RUN_TOO_LONG,
                            "A dry run takes " + config.linesPerDryRun() + " lines. Try the file in parts.");
                }
                answer(takeLines.take(tx, kind, some).await().indefinitely());
            }
            return null;
        }

        private List<BulkLine<T>> read() throws IOException {
            return lines.next(config.linesPerTransaction());
        }

        private void answer(List<BulkVerdictJson> some) {
            try {
                for (var verdict : some) {
                    counts[verdict.verdict().ordinal()]++;
                    verdicts++;
                    write(verdict);
                }
                to.flush();
            } catch (IOException gone) {
                throw new Unanswered(gone);
            }
        }

        private void write(BulkVerdictJson verdict) throws IOException {
            to.write(json.writeValueAsBytes(verdict));
            to.write('\n');
        }

        private BulkVerdictJson.SummaryJson summary(boolean complete) {
            return new BulkVerdictJson.SummaryJson(
                    verdicts,
                    counts[BulkOutcome.Verdict.CREATED.ordinal()],
                    counts[BulkOutcome.Verdict.UPDATED.ordinal()],
                    counts[BulkOutcome.Verdict.UNCHANGED.ordinal()],
                    counts[BulkOutcome.Verdict.REFUSED.ordinal()],
                    dryRun,
                    complete);
        }
    }

    /** The one who sent the file does not read its verdicts. */
    private static final class Unanswered extends RuntimeException {

        private final transient IOException cause;

        Unanswered(IOException cause) {
            super(null, cause, false, false);
            this.cause = cause;
        }
    }

    /** Ends a dry run: whatever fails is rolled back. */
    private static final class Undo extends RuntimeException {

        Undo() {
            super(null, null, false, false);
        }
    }
}
