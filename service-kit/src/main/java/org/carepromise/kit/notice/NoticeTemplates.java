package org.carepromise.kit.notice;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

import jakarta.inject.Singleton;

/** The service's texts, read and checked at its start: {@code notices/index.txt} names them, one a line. */
@Singleton
class NoticeTemplates {

    private static final String FOLDER = "notices/";

    private final Map<String, NoticeTemplate> templates = new LinkedHashMap<>();

    NoticeTemplates() {
        var loader = Thread.currentThread().getContextClassLoader();
        try {
            for (var index : Collections.list(loader.getResources(FOLDER + "index.txt"))) {
                try (var names = index.openStream()) {
                    read(names)
                            .lines()
                            .map(String::strip)
                            .filter(id -> !id.isEmpty())
                            .forEach(id -> templates.put(id, NoticeTemplate.read(id, name -> file(loader, name))));
                }
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    boolean isEmpty() {
        return templates.isEmpty();
    }

    /** @throws IllegalArgumentException where the service has no such texts */
    NoticeTemplate get(String id) {
        var template = templates.get(id);
        if (template == null) {
            throw new IllegalArgumentException("notices/index.txt has no template " + id);
        }
        return template;
    }

    private static String file(ClassLoader loader, String name) {
        try (var stream = loader.getResourceAsStream(FOLDER + name)) {
            return stream == null ? null : read(stream);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static String read(InputStream stream) throws IOException {
        return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }
}
