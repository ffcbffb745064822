package org.carepromise.kit.promise;

import java.util.List;

import io.smallrye.mutiny.Uni;

import org.carepromise.kit.tx.Tx;

/**
 * A service's bean that hears of promises whose limit has moved because their site has changed, in the transaction of the
 * change, so that each patient is told once.
 */
public interface LimitMoved {

    /** @param promises as they are now; of all subjects, also those of other features */
    Uni<Void> tell(Tx tx, List<Promise> promises);
}
