package org.carepromise.worktime;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** The holiday file is found in a jar, and on a thread that knows nothing of the application. */
class HolidayLoadingTest {

    @Test
    void theFederalCalendarLoadsFromAJarOnAThreadWithAForeignClassLoader(@TempDir Path folder) throws Exception {
        Path classes = Path.of(Holidays.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        List<URL> classPath = new ArrayList<>();
        classPath.add(jar(classes, folder.resolve("worktime.jar")).toUri().toURL());
        for (String entry : System.getProperty("java.class.path").split(System.getProperty("path.separator"))) {
            if (entry.endsWith(".jar")) {
                classPath.add(Path.of(entry).toUri().toURL());
            }
        }
        ClassLoader platform = ClassLoader.getPlatformClassLoader();
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try (URLClassLoader application = new URLClassLoader(classPath.toArray(URL[]::new), platform)) {
            Class<?> holidays = application.loadClass(Holidays.class.getName());
            Method named = holidays.getDeclaredMethod("named", String.class);
            Method on = holidays.getDeclaredMethod("on", LocalDate.class);
            named.setAccessible(true);
            on.setAccessible(true);
            thread.setContextClassLoader(platform);

            Object federal = named.invoke(null, "us-federal");

            assertThat(holidays).isNotSameAs(Holidays.class);
            assertThat(on.invoke(federal, LocalDate.of(2026, 10, 12))).hasToString("Optional[Columbus Day]");
            assertThat(thread.getContextClassLoader()).isSameAs(platform);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private static Path jar(Path classes, Path jar) throws IOException {
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream entries = new JarOutputStream(file);
                Stream<Path> found = Files.walk(classes)) {
            for (Path path : found.filter(Files::isRegularFile).toList()) {
                entries.putNextEntry(new ZipEntry(classes.relativize(path).toString()));
                Files.copy(path, entries);
            }
        }
        return jar;
    }
}
