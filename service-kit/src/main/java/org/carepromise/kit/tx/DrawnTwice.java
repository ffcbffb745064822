package org.carepromise.kit.tx;

/** Chance drew what another has already, such as a short reference: the use case is repeated and draws again. */
public final class DrawnTwice extends RuntimeException {

    public DrawnTwice(Throwable refusal) {
        super(refusal);
    }
}
