package org.carepromise.kit.crypto;

import java.util.Map;

import io.smallrye.mutiny.Uni;

import org.carepromise.kit.tx.Tx;

/**
 * The owner of a table of keyed hashes that holds nothing they could be made anew from. A rotation tells it the old and the new
 * hash of each row of a {@link HashedColumn}, and it moves what it has under the old one. What no such row stands for stays
 * under the old key, until whoever told it tells it again.
 */
public interface HashFollower {

    /** @param anew from old hashes, of any column and perhaps unknown here, to the current ones */
    Uni<?> follow(Tx tx, Map<String, String> anew);
}
