package org.carepromise.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;

/** Runs many clients at one instant. */
public final class Race {

    private Race() {}

    /**
     * Starts all clients together and waits for every one.
     *
     * @param client gets its number, from 0 on
     * @return what they came back with, by number
     */
    public static <T> List<T> of(int clients, IntFunction<T> client) {
        var start = new CountDownLatch(1);
        var ready = new CountDownLatch(clients);
        var threads = Executors.newFixedThreadPool(clients);
        try {
            List<Future<T>> running = new ArrayList<>();
            for (int i = 0; i < clients; i++) {
                int number = i;
                running.add(threads.submit(() -> {
                    ready.countDown();
                    start.await();
                    return client.apply(number);
                }));
            }
            ready.await();
            start.countDown();
            var results = new ArrayList<T>();
            for (var each : running) {
                results.add(each.get());
            }
            return results;
        } catch (InterruptedException | ExecutionException failure) {
            throw new IllegalStateException(failure);
        } finally {
            threads.shutdownNow();
        }
    }
}
