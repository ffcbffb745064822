package org.carepromise.kit.notice;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import org.carepromise.kit.patient.Patient;
import org.carepromise.kit.patient.PatientJson;

/** Notices as services decide them, for tests; everything in them is a test's own. */
final class NoticeDelivery {

    /** Noon in Springfield and in Madrid early evening: nobody's quiet hours. */
    static final Instant NOON = Instant.parse("2026-12-08T18:00:00Z");

    private NoticeDelivery() {}

    static Patient patient(String language, String phone, String email) {
        var id = "pat-" + UUID.randomUUID();
        return new Patient(
                Optional.of(id),
                List.of("contact-" + id),
                List.of(id),
                new PatientJson(id, "Zoë Canaria", null, phone, email, language, "America/Chicago", null, null, null));
    }

    static Patient reachable() {
        return patient("en", "+12175557788", "zoe@canaria.example");
    }

    static NewNotice notice(Patient patient, Instant dueAt) {
        return new NewNotice(
                "thing-ready:" + UUID.randomUUID(),
                Purpose.optional("thing-ready"),
                "thing-ready",
                "thing_" + UUID.randomUUID(),
                "springfield",
                patient,
                Map.of(
                        "readyAt",
                        NoticeValue.time(Instant.parse("2026-12-10T15:20:00Z"), ZoneId.of("America/Chicago")),
                        "owner",
                        NoticeValue.words("Dr. Canaria")),
                dueAt,
                dueAt.plus(Duration.ofDays(1)),
                Optional.empty());
    }

    static NewNotice useful(NewNotice of, Instant latestUsefulAt) {
        return with(of, of.purpose(), latestUsefulAt, of.collapseKey());
    }

    static NewNotice collapsing(NewNotice of, String collapseKey) {
        return with(of, of.purpose(), of.latestUsefulAt(), Optional.of(collapseKey));
    }

    static NewNotice mustGo(NewNotice of) {
        return with(of, Purpose.mustGo(of.purpose().id()), of.latestUsefulAt(), of.collapseKey());
    }

    private static NewNotice with(NewNotice of, Purpose purpose, Instant latestUsefulAt, Optional<String> collapseKey) {
        return new NewNotice(
                of.key(),
                purpose,
                of.template(),
                of.subject(),
                of.site(),
                of.patient(),
                of.values(),
                of.earliestAt(),
                latestUsefulAt,
                collapseKey);
    }

    static List<String> keys(NewNotice... notices) {
        return java.util.Arrays.stream(notices).map(NewNotice::key).toList();
    }
}
