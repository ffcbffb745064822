package org.carepromise.launcher;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Lets one {@code ./run} work on a checkout at a time; the system frees it when the process ends, however it ends. */
final class CheckoutLock implements AutoCloseable {

    private final FileChannel channel;

    private CheckoutLock(FileChannel channel) {
        this.channel = channel;
    }

    static CheckoutLock take(Checkout checkout) {
        Path file = checkout.run().resolve("lock");
        try {
            Files.createDirectories(checkout.run());
            FileChannel channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            if (!locked(channel)) {
                String holder = Files.readString(file).strip();
                channel.close();
                throw new CannotStart("./run works on this folder already (pid " + holder + "); stop that one first");
            }
            channel.truncate(0);
            channel.write(
                    ByteBuffer.wrap(Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII)));
            return new CheckoutLock(channel);
        } catch (IOException e) {
            throw new CannotStart(
                    "cannot write " + file + " (" + e.getClass().getSimpleName()
                            + "); does another user own .run/? Run as that user, or have the folder removed",
                    e);
        }
    }

    private static boolean locked(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException heldByThisProcess) {
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
