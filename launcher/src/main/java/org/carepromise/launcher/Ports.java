package org.carepromise.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** TCP ports of this machine's loopback address. */
public final class Ports {

    private static final int CONNECT_TIMEOUT_MILLIS = 500;

    private Ports() {}

    /** A port that was free a moment ago; the system does not hand it out again soon. */
    public static int free() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Both ways are asked: macOS lets 127.0.0.1 be bound while another process listens on all addresses. */
    public static boolean inUse(int port) {
        return somebodyAnswers(port) || !canBeBound(port);
    }

    /** @throws CannotStart one line that names the port and who wants it */
    public static void requireFree(int port, String wantedBy) {
        if (inUse(port)) {
            throw new CannotStart("port " + port + " is in use (" + wantedBy
                    + "); stop what listens there, or move all ports: ./run --port-offset 100");
        }
    }

    static boolean somebodyAnswers(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_TIMEOUT_MILLIS);
            return true;
        } catch (IOException nobody) {
            return false;
        }
    }

    private static boolean canBeBound(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }
}
