package org.carepromise.launcher;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.Properties;

/** The database roles' passwords of one data folder: drawn once, kept in one private file. */
final class DatabasePasswords {

    private static final int RANDOM_BYTES = 24;

    private final Path file;
    private final SecureRandom random = new SecureRandom();

    DatabasePasswords(Path file) {
        this.file = file;
    }

    Optional<String> known(String role) {
        return Optional.ofNullable(load().getProperty(role));
    }

    /** Written before it is used, so that no role ever has a password that nobody knows. */
    synchronized String of(String role) {
        Properties passwords = load();
        String known = passwords.getProperty(role);
        if (known != null) {
            return known;
        }
        byte[] bytes = new byte[RANDOM_BYTES];
        random.nextBytes(bytes);
        String drawn = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        passwords.setProperty(role, drawn);
        save(passwords);
        return drawn;
    }

    private Properties load() {
        Properties passwords = new Properties();
        if (Files.exists(file)) {
            try {
                passwords.load(new StringReader(PrivateFile.read(file)));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return passwords;
    }

    private void save(Properties passwords) {
        PrivateFile.folder(file.getParent());
        StringWriter text = new StringWriter();
        try {
            passwords.store(text, "passwords of the embedded PostgreSQL's roles");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        PrivateFile.write(file, text.toString());
    }
}
