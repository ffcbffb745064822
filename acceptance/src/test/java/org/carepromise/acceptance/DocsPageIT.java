package org.carepromise.acceptance;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** The contracts' browser, in a real one. */
@Tag("full")
@ExtendWith(WholeProduct.class)
class DocsPageIT {

    @TempDir
    private Path profile;

    @Test
    void theDocsPageListsTheOperationsOfEveryContract() throws IOException, InterruptedException {
        var browser = Stream.of("/usr/bin/chromium", "/usr/bin/google-chrome")
                .filter(program -> Files.isExecutable(Path.of(program)))
                .findFirst();
        assumeTrue(
                browser.isPresent(),
                "-Pfull: Chromium is missing (/usr/bin/chromium); the docs page was not looked at");

        var process = new ProcessBuilder(
                        browser.get(),
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--disable-sync",
                        "--no-first-run",
                        "--user-data-dir=" + profile,
                        "--virtual-time-budget=15000",
                        "--dump-dom",
                        WholeProduct.gateway() + "/docs")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        var page = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();

        assertThat(page).contains("Book an appointment").contains("Search the next available times");
    }
}
