package org.carepromise.kit.channel;

import java.time.Instant;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;

import org.carepromise.kit.tx.Transactions;

/** Where a sandbox's messages go instead of to people. It behaves as a good provider does: by its key it knows a twin. */
@ApplicationScoped
public class SandboxInbox {

    private final Pool pool;
    private final Transactions transactions;
    private final SandboxInboxStore store;

    SandboxInbox(Pool pool, Transactions transactions, SandboxInboxStore store) {
        this.pool = pool;
        this.transactions = transactions;
        this.store = store;
    }

    /**
     * A message that would have been sent.
     *
     * @param at the product's time
     * @param times how often it came; more than once after a crash between sending and recording
     */
    public record InboxMessage(Instant at, int times, Outgoing message) {}

    Uni<Receipt> keep(Outgoing message, Instant at) {
        return transactions.run(tx -> store.keep(tx, message, at)).replaceWith(() -> Receipt.sent("sandbox"));
    }

    /** The newest first. */
    public Uni<List<InboxMessage>> newest(int most) {
        return store.newest(pool, most);
    }
}
