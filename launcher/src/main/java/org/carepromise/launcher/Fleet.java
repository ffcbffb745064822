package org.carepromise.launcher;

import java.net.http.HttpClient;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Child processes that are kept running: one that dies is started again, and that is said; after five restarts in a minute it
 * is left dead, and that is said. Closing it stops all of them, last started first. It has no shutdown hook of its own: give it to
 * a {@link ClosingOrder} with what it depends on.
 */
public final class Fleet implements AutoCloseable {

    private static final Duration HEEDS_SIGTERM_WITHIN = Duration.ofSeconds(10);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(100);
    /** Ctrl-C in a terminal reaches the children too: one that ends just before the launcher stops isn't dead but dismissed. */
    static final Duration MAY_BE_THE_END = Duration.ofMillis(400);

    private final InstantSource clock;
    private final Consumer<String> says;
    private final Duration heedsSigtermWithin;
    private final Map<String, Member> members = new LinkedHashMap<>();
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(1))
            .build();

    /**
     * @param clock for the restarts' limit
     * @param says gets one line for every death
     */
    public Fleet(InstantSource clock, Consumer<String> says) {
        this(clock, says, HEEDS_SIGTERM_WITHIN);
    }

    Fleet(InstantSource clock, Consumer<String> says, Duration heedsSigtermWithin) {
        this.clock = clock;
        this.says = says;
        this.heedsSigtermWithin = heedsSigtermWithin;
    }

    /** Returns at once; {@link #awaitReady} waits. */
    public synchronized void start(ChildProgram program) {
        if (stopping.getCount() == 0) {
            throw new IllegalStateException("the fleet is stopped");
        }
        Member member = new Member(program, RestartLimit.fiveInAMinute(), ChildProcess.start(program));
        if (members.putIfAbsent(program.name(), member) != null) {
            member.process.askToStop();
            throw new IllegalStateException(program.name() + " runs already");
        }
        watch(member);
    }

    /** @throws CannotStart one line that names the child that died for good or is late */
    public void awaitReady(Duration within) throws InterruptedException {
        long deadline = System.nanoTime() + within.toNanos();
        for (Member member : snapshot()) {
            while (!member.isReady(client)) {
                if (member.givenUp) {
                    throw new CannotStart(member.program.name() + " does not start; see " + member.program.log());
                }
                if (System.nanoTime() - deadline > 0) {
                    throw new CannotStart(member.program.name() + " is not ready after " + within.toSeconds()
                            + " s; see " + member.program.log());
                }
                if (stopping.await(LOOK_AGAIN.toMillis(), TimeUnit.MILLISECONDS)) {
                    return;
                }
            }
        }
    }

    /** The process id of the child's present life, for measurements and for tests that kill it. */
    public synchronized long pid(String name) {
        return members.get(name).process.pid();
    }

    public synchronized boolean isGivenUp(String name) {
        return members.get(name).givenUp;
    }

    @Override
    public void close() {
        List<Member> all;
        synchronized (this) {
            stopping.countDown();
            all = snapshot();
        }
        for (int last = all.size() - 1; last >= 0; last--) {
            all.get(last).process.askToStop();
        }
        all.forEach(member -> member.process.awaitEnd(heedsSigtermWithin));
    }

    private synchronized List<Member> snapshot() {
        return List.copyOf(members.values());
    }

    private void watch(Member member) {
        CompletableFuture<Integer> ended = member.process.ended();
        Thread watcher = new Thread(() -> afterDeath(member, ended.join()), member.program.name() + "-watcher");
        watcher.setDaemon(true);
        watcher.start();
    }

    private void afterDeath(Member member, int exitCode) {
        try {
            if (stopping.await(MAY_BE_THE_END.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        synchronized (this) {
            if (stopping.getCount() > 0) {
                restartOrGiveUp(member, exitCode);
            }
        }
    }

    private void restartOrGiveUp(Member member, int exitCode) {
        String death = member.program.name() + " died (exit code " + exitCode + ")";
        if (!member.limit.allowsOneMore(clock.instant())) {
            member.givenUp = true;
            says.accept(death + " after " + member.limit + ": it is not started again; see " + member.program.log());
            return;
        }
        says.accept(death + " and is started again; see " + member.program.log());
        member.process = ChildProcess.start(member.program);
        watch(member);
    }

    private static final class Member {

        private final ChildProgram program;
        private final RestartLimit limit;
        private volatile ChildProcess process;
        private volatile boolean givenUp;

        private Member(ChildProgram program, RestartLimit limit, ChildProcess process) {
            this.program = program;
            this.limit = limit;
            this.process = process;
        }

        private boolean isReady(HttpClient client) throws InterruptedException {
            return !givenUp && process.isAlive() && process.isReady(client);
        }
    }
}
