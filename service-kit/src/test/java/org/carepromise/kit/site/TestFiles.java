package org.carepromise.kit.site;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The files of the sandbox and of the services' tests, and small ones to depart from. */
final class TestFiles {

    static final Path CONFIG = Path.of("..", "config");
    static final Path TESTKIT = Path.of("..", "service-testkit", "src", "main", "resources");

    /** One site, open by day, with nurses by night and nobody at weekends. */
    static final String SITES =
            """
            version: 1
            pools:
              clinical: [nurse]
              billing: []
            people:
              ana: "sms:+12175550131"
              ben: "mail:ben@clinic.example"
            routing:
              routes:
                - { topic: billing, pool: billing }
              fallbackPool: clinical
            sites:
              - id: main
                name: Main
                zone: America/Chicago
                hours:
                  monday-friday: ["09:00-17:00"]
                dutyRosters:
                  - pool: clinical
                    role: nurse
                    shifts:
                      - { who: ana, hours: { monday-friday: ["17:00-09:00"] } }
                    lastResort: "desk:Switchboard"
                routing:
                  - { topic: clinical, language: es, hours: { monday: ["09:00-17:00"] }, pool: clinical }
                siteKeys:
                  - { key: pk_main_0123456789, allowedOrigins: ["https://www.clinic.example"] }
            """;

    static final String POLICIES =
            """
            version: 1
            promises:
              callback-first-attempt: { clock: BUSINESS_HOURS, limit: 2h }
              urgent-seen: { clock: BUSINESS_HOURS, limit: 2h, onDuty: { pool: clinical, role: nurse } }
              urgent-answered: { clock: BUSINESS_HOURS, limit: 2h }
              routine-answered: { clock: BUSINESS_DAYS, target: 24h, limit: 48h, mayPause: true }
              emergency-seen: { clock: BUSINESS_HOURS, limit: 15m }
              complaint-acknowledged: { clock: BUSINESS_DAYS, limit: 24h }
              complaint-resolved: { clock: CLOSE_OF_BUSINESS, limit: 5 closings }
              recovery-follow-up: { clock: BUSINESS_DAYS, limit: 48h }
            """;

    static final String URGENT_ELAPSED =
            replaced(POLICIES, "urgent-seen: { clock: BUSINESS_HOURS", "urgent-seen: { clock: ELAPSED");

    /** Somebody there at the weekend too. */
    static final String COVERED_SITES = replaced(
            SITES,
            "{ who: ana, hours: { monday-friday: [\"17:00-09:00\"] } }",
            "{ who: ana, hours: { monday-friday: [\"17:00-09:00\"], saturday-sunday: [\"09:00-21:00\", \"21:00-09:00\"] } }");

    private TestFiles() {}

    static String replaced(String text, String part, String by) {
        if (!text.contains(part)) {
            throw new AssertionError("not in the text: " + part);
        }
        return text.replace(part, by);
    }

    static String version(int version, String text) {
        return replaced(text, "version: 1\n", "version: " + version + "\n");
    }

    static String read(Path folder, String name) {
        try {
            return Files.readString(folder.resolve(name));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
