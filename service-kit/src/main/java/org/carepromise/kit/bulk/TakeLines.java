package org.carepromise.kit.bulk;

import java.util.List;
import java.util.Objects;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.CompositeException;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

import org.carepromise.kit.problem.ProblemPipeline;
import org.carepromise.kit.tx.Transactions;
import org.carepromise.kit.tx.Tx;

/** Takes some lines in, each under a savepoint, and says what became of each. */
@ApplicationScoped
class TakeLines {

    private final ProblemPipeline failures;

    TakeLines(ProblemPipeline failures) {
        this.failures = failures;
    }

    /** Fails only where the whole transaction is to be repeated, or is lost. */
    <T> Uni<List<BulkVerdictJson>> take(Tx tx, BulkKind<T> kind, List<BulkLine<T>> lines) {
        var readable =
                lines.stream().map(BulkLine::value).filter(Objects::nonNull).toList();
        if (readable.isEmpty()) {
            return Uni.createFrom().item(refusals(lines));
        }
        return kind.batch(tx, readable).flatMap(batch -> Multi.createFrom()
                .iterable(lines)
                .onItem()
                .transformToUniAndConcatenate(line -> verdict(tx, batch, line))
                .collect()
                .asList());
    }

    private static <T> List<BulkVerdictJson> refusals(List<BulkLine<T>> lines) {
        return lines.stream()
                .map(line ->
                        BulkVerdictJson.refused(line.number(), line.refusal().orElseThrow()))
                .toList();
    }

    private <T> Uni<BulkVerdictJson> verdict(Tx tx, BulkKind.Batch<T> batch, BulkLine<T> line) {
        if (line.refusal().isPresent()) {
            return Uni.createFrom()
                    .item(BulkVerdictJson.refused(line.number(), line.refusal().get()));
        }
        return tx.attempt(inner -> batch.take(inner, line.value()))
                .invoke(outcome -> batch.taken(line.value(), outcome))
                .map(outcome -> BulkVerdictJson.taken(line.number(), outcome))
                .onFailure(failure -> !Transactions.worthRepeating(failure) && !undoFailed(failure))
                .recoverWithItem(failure -> BulkVerdictJson.refused(line.number(), failures.problemOf(failure)));
    }

    /** Then the connection is gone, and nothing that this transaction did is there. */
    private static boolean undoFailed(Throwable failure) {
        return failure instanceof CompositeException;
    }
}
