package org.carepromise.launcher;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Every process of the embedded run, in the order in which they start. One line each. */
public enum Service {
    SCHEDULING("scheduling", "scheduling-service", 8081, 9001, 256, true),
    CALLBACK("callback", "callback-service", 8082, 9002, 256, true),
    MESSAGING("messaging", "messaging-service", 8083, 9003, 256, true),
    GATEWAY("gateway", "gateway", 8080, 9000, 192, false);

    private final String label;
    private final String module;
    private final int port;
    private final int managementPort;
    private final int heapMegabytes;
    private final boolean keepsData;

    Service(String label, String module, int port, int managementPort, int heapMegabytes, boolean keepsData) {
        this.label = label;
        this.module = module;
        this.port = port;
        this.managementPort = managementPort;
        this.heapMegabytes = heapMegabytes;
        this.keepsData = keepsData;
    }

    /** As on the command line, in log file names, and as the name of its database. */
    public String label() {
        return label;
    }

    /** Its Maven module, a folder of the checkout. */
    public String module() {
        return module;
    }

    /** Before the offset that moves all ports. */
    public int port() {
        return port;
    }

    /** Before the offset that moves all ports. */
    public int managementPort() {
        return managementPort;
    }

    public int heapMegabytes() {
        return heapMegabytes;
    }

    /** Has a database of its own. */
    public boolean keepsData() {
        return keepsData;
    }

    public static List<Service> all() {
        return List.of(values());
    }

    public static Optional<Service> labelled(String label) {
        return all().stream().filter(service -> service.label.equals(label)).findFirst();
    }

    public static String labels() {
        return Arrays.stream(values()).map(Service::label).collect(Collectors.joining(", "));
    }
}
