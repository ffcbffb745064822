package org.carepromise.launcher;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;

/**
 * What of the demo data is there already, by idempotency key. Written after each piece: the services forget keys after a day, and a
 * load that is completed later must not make its providers a second time.
 */
final class DemoProgress {

    private final Path loading;
    private final Path loaded;

    DemoProgress(Path dataFolder) {
        this.loading = dataFolder.resolve("demo-loading");
        this.loaded = dataFolder.resolve("demo-loaded");
    }

    boolean isComplete() {
        return Files.exists(loaded);
    }

    Optional<String> idOf(String key) {
        return Optional.ofNullable(made().getProperty(key));
    }

    void made(String key, String id) {
        Properties made = made();
        made.setProperty(key, id);
        StringWriter text = new StringWriter();
        try {
            made.store(text, "demo data made so far");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        PrivateFile.write(loading, text.toString());
    }

    void complete() {
        PrivateFile.write(loaded, "");
        loading.toFile().delete();
    }

    private Properties made() {
        Properties made = new Properties();
        if (Files.exists(loading)) {
            try {
                made.load(new StringReader(PrivateFile.read(loading)));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return made;
    }
}
