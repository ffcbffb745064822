package org.carepromise.launcher;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/** A child that is ready at once and answers as the gateway would; configured by the same environment as the real ones. */
public final class FakeService {

    private static final AtomicInteger REQUESTS = new AtomicInteger();
    private static final Map<String, String> ANSWERS = Map.of(
            "/v1/sandbox/tokens", "200 {\"accessToken\":\"t0k3n\",\"expiresIn\":3600}",
            "/v1/availability", "200 {\"items\":[{\"slotId\":\"slot_1\",\"start\":\"2026-11-24T09:00:00-06:00\"}]}",
            "/v1/visit-types", "409 {\"code\":\"visit-type-exists\"}");

    private FakeService() {}

    public static void main(String[] arguments) throws IOException {
        if (arguments.length > 0) {
            System.exit(Integer.parseInt(arguments[0]));
        }
        serve("QUARKUS_MANAGEMENT_PORT");
        serve("QUARKUS_HTTP_PORT");
    }

    /** The jar of a Quarkus application, as far as the launcher can tell. */
    static void writeJar(Path jar) throws IOException {
        Files.createDirectories(jar.getParent());
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, FakeService.class.getName());
        Path classes = testClasses();
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest);
                Stream<Path> files = Files.walk(classes)) {
            for (Path file : files.filter(path -> path.getFileName().toString().startsWith("FakeService"))
                    .toList()) {
                out.putNextEntry(new JarEntry(classes.relativize(file).toString()));
                Files.copy(file, out);
            }
        }
    }

    static Path testClasses() {
        return Path.of(FakeService.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .getPath());
    }

    private static void serve(String portVariable) throws IOException {
        int port = Integer.parseInt(System.getenv(portVariable));
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.createContext("/", FakeService::answer);
        server.start();
    }

    private static void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        System.out.println(exchange.getRequestMethod() + " " + path + " "
                + exchange.getRequestHeaders().getFirst("Idempotency-Key"));
        String[] answer = ANSWERS.getOrDefault(
                        path,
                        path.startsWith("/v1/") ? "201 {\"id\":\"id_" + REQUESTS.incrementAndGet() + "\"}" : "200 {}")
                .split(" ", 2);
        byte[] body = answer[1].getBytes(StandardCharsets.UTF_8);
        exchange.getRequestBody().readAllBytes();
        exchange.sendResponseHeaders(Integer.parseInt(answer[0]), body.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
        }
    }
}
