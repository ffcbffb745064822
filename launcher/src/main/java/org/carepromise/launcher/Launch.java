package org.carepromise.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

import sun.misc.Signal;

/** {@code ./run}: exit code 0 after Ctrl-C, 1 if it can't start (one line on standard error), 2 for a wrong command line. */
public final class Launch {

    private static final int STOPPED = 0;
    private static final int CANNOT_START = 1;
    private static final int MISUSED = 2;

    private Launch() {}

    public static void main(String[] arguments) throws InterruptedException {
        Options options;
        try {
            options = Options.of(arguments);
        } catch (Options.Misused e) {
            System.err.println(e.getMessage() + "\n");
            System.err.print(usage());
            System.exit(MISUSED);
            return;
        }
        ClosingOrder closing = ClosingOrder.atExitToo();
        stopOn("INT");
        stopOn("TERM");
        try {
            new EmbeddedRun(new Checkout(Path.of("")), options, closing, Launch::say).start();
        } catch (RuntimeException | InterruptedException e) {
            // Ctrl-C reaches what is just starting too, perhaps before us: that it breaks then is no failure to tell of
            if (!closing.isClosingWithin(Fleet.MAY_BE_THE_END)) {
                tell(e);
                System.exit(CANNOT_START);
            }
        }
        new CountDownLatch(1).await();
    }

    /**
     * The JVM by itself would end with 130 after Ctrl-C, which scripts take for a failure. (Refused: halting in the shutdown
     * hook, which leaves the libraries' temporary files behind.)
     */
    private static void stopOn(String signal) {
        Signal.handle(new Signal(signal), received -> {
            say("stopping ...");
            System.exit(STOPPED);
        });
    }

    private static void tell(Exception failure) {
        if (failure instanceof CannotStart) {
            System.err.println("./run: " + failure.getMessage());
        } else {
            failure.printStackTrace();
        }
    }

    private static void say(String line) {
        System.out.println(line);
    }

    private static String usage() {
        try (InputStream text = Launch.class.getResourceAsStream("usage.txt")) {
            return new String(text.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
