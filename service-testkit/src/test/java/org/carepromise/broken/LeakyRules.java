package org.carepromise.broken;

import java.nio.file.Files;
import java.nio.file.Path;

import io.smallrye.mutiny.Uni;

import org.carepromise.kit.access.Caller;
import org.carepromise.kit.problem.HttpProblem;
import org.carepromise.kit.problem.Problem;
import org.carepromise.kit.tx.Tx;

/** Decisions that know too much. */
class LeakyRules {

    static class FileRules {
        boolean decide(Path file) {
            return Files.exists(file);
        }
    }

    static class StoreRules {
        ThingStore store;
    }

    static class FrameworkRules {
        Uni<Boolean> decide() {
            return Uni.createFrom().item(true);
        }
    }
}

class CallerPlan {
    Caller caller;
}

class TransactionFinder {
    Object find(Tx tx) {
        return tx.now();
    }
}

class ThreadOrder {
    void decide() throws InterruptedException {
        new java.util.concurrent.CountDownLatch(1).await();
    }
}

class ThingStore {}

/** And this one is as it should be. */
class PureRules {
    int[] counted = {1};

    void decide(int count) {
        if (count > counted[0]) {
            throw Problem.of(HttpProblem.NOT_FOUND);
        }
    }
}
