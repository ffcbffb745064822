package org.carepromise.scheduling.imports;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;

import org.carepromise.scheduling.Clinic;
import org.carepromise.testkit.Tokens;

/** The files of a clinic that moves in: 20 providers at 3 sites, and the 2,000 appointments of one week. */
final class ClinicWeek {

    static final int PROVIDERS = 20;
    static final int APPOINTMENTS = 2_000;

    private static final List<String> SITES = List.of("chatham", "honolulu", "night-desk");
    private static final int SLOTS_A_DAY = 22;
    private static final int MORNING_SLOTS = 12;
    private static final List<String> HALVES = List.of("am,08:00,12:00", "pm,13:00,16:20");
    private static final List<String> WHOLE_DAY = List.of("day,08:00,15:20");

    /** Of this run alone: the name of the system that the files come from. */
    final String system = "emr-" + UUID.randomUUID().toString().substring(0, 8);

    final String visitType = "visit-" + system;
    final LocalDate monday;

    ClinicWeek() {
        Clinic.post(
                        Tokens.admin(),
                        "/v1/visit-types",
                        Map.of("id", visitType, "name", "Visit", "modality", "IN_PERSON", "duration", "PT20M"))
                .then()
                .statusCode(201);
        monday = LocalDate.ofInstant(Clinic.now(), ZoneOffset.UTC)
                .plusDays(10)
                .with(TemporalAdjusters.next(DayOfWeek.MONDAY));
    }

    /** Chatham closes for lunch. */
    private static boolean hasLunch(int provider) {
        return site(provider).equals("chatham");
    }

    static int templatesInAll() {
        return (int) IntStream.range(0, PROVIDERS)
                .mapToLong(provider -> hasLunch(provider) ? HALVES.size() : WHOLE_DAY.size())
                .sum();
    }

    private static LocalTime start(int provider, int slot) {
        return hasLunch(provider) && slot >= MORNING_SLOTS
                ? LocalTime.of(13, 0).plusMinutes(20L * (slot - MORNING_SLOTS))
                : LocalTime.of(8, 0).plusMinutes(20L * slot);
    }

    static String site(int provider) {
        return SITES.get(provider % SITES.size());
    }

    String providers() {
        var file = new StringBuilder("\uFEFFexternalRefs,name,sites,visitTypes,languages\r\n");
        for (int i = 0; i < PROVIDERS; i++) {
            file.append(system)
                    .append(":D")
                    .append(i)
                    .append(",\"Dr. ")
                    .append(i == 0 ? "Grace \"\"G\"\" Okafor,\nMD" : "Number " + i)
                    .append("\",")
                    .append(site(i))
                    .append(',')
                    .append(visitType)
                    .append(",en|es\r\n");
        }
        return file.toString();
    }

    String templates() {
        var file = new StringBuilder(
                "externalRefs,provider,site,weekdays,startsAt,endsAt,slotLength,capacity,validFrom\n");
        for (int i = 0; i < PROVIDERS; i++) {
            for (var part : hasLunch(i) ? HALVES : WHOLE_DAY) {
                var parts = part.split(",");
                file.append("%s:T%d-%s,%s:D%d,%s,MONDAY|TUESDAY|WEDNESDAY|THURSDAY|FRIDAY,%s,%s,PT20M,1,%s\n"
                        .formatted(system, i, parts[0], system, i, site(i), parts[1], parts[2], monday));
            }
        }
        return file.toString();
    }

    /** @param seed of the patients' names and of who has which time */
    String appointments(long seed) {
        var random = new Random(seed);
        var starts = new ArrayList<Map.Entry<Integer, LocalDateTime>>();
        for (int provider = 0; provider < PROVIDERS; provider++) {
            for (int day = 0; day < 5; day++) {
                for (int slot = 0; slot < SLOTS_A_DAY; slot++) {
                    var begin = start(provider, slot);
                    starts.add(Map.entry(provider, monday.plusDays(day).atTime(begin)));
                }
            }
        }
        Collections.shuffle(starts, random);
        var file = new StringBuilder();
        for (int i = 0; i < APPOINTMENTS; i++) {
            var at = starts.get(i);
            file.append(appointment(i, at.getKey(), at.getValue().toString(), "+1217555%04d".formatted(i)));
        }
        return file.toString();
    }

    String appointment(int number, int provider, String start, String phone) {
        return Exchange.line(Map.of(
                "externalRefs",
                List.of(Map.of("system", system, "id", "A" + number)),
                "provider",
                system + ":D" + provider,
                "site",
                site(provider),
                "start",
                start,
                "visitType",
                visitType,
                "patient",
                Map.of("id", "pat-" + system + "-" + number, "name", "=Patient " + number, "phone", phone)));
    }
}
