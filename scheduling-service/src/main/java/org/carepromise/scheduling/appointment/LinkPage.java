package org.carepromise.scheduling.appointment;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.carepromise.kit.link.PlainPage;
import org.carepromise.kit.notice.NoticeValue;
import org.carepromise.kit.problem.Problem;
import org.carepromise.scheduling.Ids;
import org.carepromise.scheduling.availability.Availability.Found;
import org.carepromise.scheduling.link.AppointmentLinks;

/**
 * What a patient's browser shows behind a link; the template has the form. Null is what this page does not have.
 *
 * @param alert what went wrong, in the patient's words
 * @param button what it says; pressing it is the only thing that changes anything
 * @param action where the form goes
 * @param again where to begin anew
 */
record LinkPage(
        String language,
        String title,
        String alert,
        VisitLines visit,
        String button,
        String action,
        List<Time> times,
        String again,
        String phone) {

    static final Map<String, Map<String, String>> WORDS = Map.of(
            "en",
            Map.ofEntries(
                    Map.entry("when", "When"),
                    Map.entry("where", "Where"),
                    Map.entry("with", "With"),
                    Map.entry("times", "Free times"),
                    Map.entry("again", "Try again"),
                    Map.entry("human", "To talk to a person, call"),
                    Map.entry("confirm", "Will you come?"),
                    Map.entry("confirm-button", "Yes, I will come"),
                    Map.entry("confirmed", "Thank you. We will see you then."),
                    Map.entry("cancel", "You can't come?"),
                    Map.entry("cancel-button", "Yes, cancel my visit"),
                    Map.entry("cancelled", "Your visit is cancelled."),
                    Map.entry("move", "Pick a new time"),
                    Map.entry("move-button", "Take this time"),
                    Map.entry("moved", "Your visit has a new time."),
                    Map.entry("no-times", "There is no other free time right now."),
                    Map.entry("failed", "That did not work."),
                    Map.entry("link-invalid", "This link does not work. A part of it may be missing."),
                    Map.entry("link-expired", "This link is too old."),
                    Map.entry("link-superseded", "Your visit has changed. Use the link in our last message."),
                    Map.entry("taken", "This time is gone. Please pick a new one."),
                    Map.entry("too-late", "It is too late to do this here. Please call us.")),
            "es",
            Map.ofEntries(
                    Map.entry("when", "Cuándo"),
                    Map.entry("where", "Dónde"),
                    Map.entry("with", "Con"),
                    Map.entry("times", "Horas libres"),
                    Map.entry("again", "Probar de nuevo"),
                    Map.entry("human", "Para hablar con una persona, llame al"),
                    Map.entry("confirm", "¿Va a venir?"),
                    Map.entry("confirm-button", "Sí, voy a ir"),
                    Map.entry("confirmed", "Gracias. Le esperamos."),
                    Map.entry("cancel", "¿No puede venir?"),
                    Map.entry("cancel-button", "Sí, cancelar mi cita"),
                    Map.entry("cancelled", "Su cita ya no vale."),
                    Map.entry("move", "Elija otra hora"),
                    Map.entry("move-button", "Quiero esta hora"),
                    Map.entry("moved", "Su cita tiene otra hora."),
                    Map.entry("no-times", "Ahora no hay otra hora libre."),
                    Map.entry("failed", "No ha sido posible."),
                    Map.entry("link-invalid", "Este enlace no vale. Puede que le falte una parte."),
                    Map.entry("link-expired", "Este enlace es viejo."),
                    Map.entry("link-superseded", "Su cita ha cambiado. Use el enlace de la última nota."),
                    Map.entry("taken", "Esa hora ya no está libre. Elija otra."),
                    Map.entry("too-late", "Ya es tarde para hacerlo aquí. Llame, por favor.")));

    /** The visit in the patient's language. */
    public record VisitLines(String when, String where, String with) {}

    /** A time that the visit could be moved to. */
    public record Time(String slotId, String when) {}

    public Map<String, String> words() {
        return WORDS.get(language);
    }

    public String style() {
        return PlainPage.STYLE;
    }

    /** Before anything was done. */
    static LinkPage asking(String path, LinkedVisit visit, String where, ZoneId zone, Found found, String phone) {
        var language =
                PlainPage.languageOf(visit.appointment().patient().block().language());
        var words = WORDS.get(language);
        var purpose = visit.link().purpose();
        if (purpose.equals(AppointmentLinks.CONFIRMATION)) {
            var isDone = visit.appointment().course().confirmedAt().isPresent();
            return of(language, visit, where, zone, phone, words.get(isDone ? "confirmed" : "confirm"))
                    .form(isDone ? null : words.get("confirm-button"), path + "/confirmation", null);
        }
        if (purpose.equals(AppointmentLinks.CANCELLATION)) {
            var isDone = visit.appointment().state() == AppointmentState.CANCELLED;
            return of(language, visit, where, zone, phone, words.get(isDone ? "cancelled" : "cancel"))
                    .form(isDone ? null : words.get("cancel-button"), path + "/cancellation", null);
        }
        var times = found.starts().stream()
                .map(start -> new Time(
                        Ids.SLOT.format(start.first().id()), text(start.first().startsAt(), zone, language)))
                .toList();
        return times.isEmpty()
                ? of(language, visit, where, zone, phone, words.get("no-times"))
                : of(language, visit, where, zone, phone, words.get("move"))
                        .form(words.get("move-button"), path + "/reschedule", times);
    }

    /** Once it is done. */
    static LinkPage done(LinkedVisit visit, String where, ZoneId zone, String phone) {
        var language =
                PlainPage.languageOf(visit.appointment().patient().block().language());
        var purpose = visit.link().purpose();
        var title = purpose.equals(AppointmentLinks.CONFIRMATION)
                ? "confirmed"
                : purpose.equals(AppointmentLinks.CANCELLATION) ? "cancelled" : "moved";
        return of(language, visit, where, zone, phone, WORDS.get(language).get(title));
    }

    /** Where it could not be done. */
    static LinkPage refused(String path, Problem problem, String language, String phone) {
        var words = WORDS.get(language);
        var code = problem.code().code();
        var isOver = code.startsWith("link-");
        return new LinkPage(
                language,
                words.get("failed"),
                words.getOrDefault(isOver ? code : explanation(code), null),
                null,
                null,
                null,
                null,
                isOver ? null : path,
                phone);
    }

    private static String explanation(String code) {
        return switch (code) {
            case "too-late-to-cancel", "appointment-started", "too-late-to-book" -> "too-late";
            case "slot-full",
                    "cap-reached",
                    "slot-not-released",
                    "visit-does-not-fit",
                    "resource-taken",
                    "slot-unknown",
                    "slot-in-past",
                    "patient-already-booked",
                    "future-limit-reached" -> "taken";
            default -> "failed";
        };
    }

    private static LinkPage of(
            String language, LinkedVisit visit, String where, ZoneId zone, String phone, String title) {
        var lines = new VisitLines(text(visit.appointment().startsAt(), zone, language), where, visit.provider());
        return new LinkPage(language, title, null, lines, null, null, null, null, phone);
    }

    private LinkPage form(String says, String goesTo, List<Time> offered) {
        return new LinkPage(language, title, alert, visit, says, goesTo, offered, again, phone);
    }

    private static String text(Instant at, ZoneId zone, String language) {
        return NoticeValue.time(at, zone).in(language.equals("en") ? Locale.US : Locale.forLanguageTag(language));
    }
}
