package org.carepromise.kit.notice;

import io.smallrye.mutiny.Uni;

import org.carepromise.kit.tx.Tx;

/**
 * Hears what has become of the notices of one purpose, in the transaction that records it: for what begins only when
 * somebody was really told. A bean of the service; two for one purpose are refused at the start.
 */
public interface NoticeFollower {

    /** Whose notices, as in {@link Purpose#id}. */
    String purpose();

    /**
     * Called once for each. The notice's row is locked: take no lock that somebody holds while withdrawing it. Where this
     * fails the record fails too, and the notice is sent again under its key.
     */
    Uni<Void> ended(Tx tx, EndedNotice notice);
}
