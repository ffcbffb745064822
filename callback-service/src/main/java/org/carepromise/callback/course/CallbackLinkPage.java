package org.carepromise.callback.course;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.carepromise.callback.admission.Window;
import org.carepromise.callback.request.CallbackState;
import org.carepromise.callback.request.Offer;
import org.carepromise.kit.link.PlainPage;
import org.carepromise.kit.notice.NoticeValue;
import org.carepromise.kit.problem.Problem;
import org.carepromise.kit.promise.PromiseJson;

/**
 * What a patient's browser shows behind the link; the template has the form. Null is what this page does not have.
 *
 * @param alert what went wrong, in the patient's words
 * @param call the one that is promised
 * @param path where the forms go; with it there are buttons
 * @param times that it could be moved to; none where it can't be moved now
 * @param again where to begin anew
 */
record CallbackLinkPage(
        String language,
        String title,
        String alert,
        CallLines call,
        String path,
        List<Time> times,
        String again,
        String phone) {

    static final Map<String, Map<String, String>> WORDS = Map.of(
            "en",
            Map.ofEntries(
                    Map.entry("who", "Who"),
                    Map.entry("from", "From"),
                    Map.entry("by", "By"),
                    Map.entry("times", "Pick a new time"),
                    Map.entry("soonest", "As soon as you can, by"),
                    Map.entry("other", "A time of my own:"),
                    Map.entry("move-button", "Call me then"),
                    Map.entry("cancel-button", "Do not call me"),
                    Map.entry("again", "Try again"),
                    Map.entry("human", "To talk to a person, call"),
                    Map.entry("waiting", "We will call you"),
                    Map.entry("moved", "Your call has a new time."),
                    Map.entry("cancelled", "We will not call you."),
                    Map.entry("over", "This call is done."),
                    Map.entry("failed", "That did not work."),
                    Map.entry("link-invalid", "This link does not work. A part of it may be missing."),
                    Map.entry("link-expired", "This link is too old."),
                    Map.entry("link-superseded", "Your call has changed. Use the link in our last message."),
                    Map.entry("taken", "No one is free then. Please pick a new time."),
                    Map.entry("wrong-time", "We can't call at that time. Please pick a new one."),
                    Map.entry("being-called", "We are about to call you. Please pick up the phone.")),
            "es",
            Map.ofEntries(
                    Map.entry("who", "Quién"),
                    Map.entry("from", "Desde"),
                    Map.entry("by", "Hasta"),
                    Map.entry("times", "Elija otra hora"),
                    Map.entry("soonest", "Lo antes que puedan, antes de:"),
                    Map.entry("other", "Otra hora:"),
                    Map.entry("move-button", "Quiero esta hora"),
                    Map.entry("cancel-button", "Ya no me llamen"),
                    Map.entry("again", "Probar de nuevo"),
                    Map.entry("human", "Para hablar con una persona, llame al"),
                    Map.entry("waiting", "Le vamos a llamar"),
                    Map.entry("moved", "Su llamada tiene otra hora."),
                    Map.entry("cancelled", "No le vamos a llamar."),
                    Map.entry("over", "Esta llamada ya se hizo."),
                    Map.entry("failed", "No ha sido posible."),
                    Map.entry("link-invalid", "Este enlace no vale. Puede que le falte una parte."),
                    Map.entry("link-expired", "Este enlace es viejo."),
                    Map.entry("link-superseded", "Su llamada ha cambiado. Use el enlace de la última nota."),
                    Map.entry("taken", "A esa hora no hay nadie libre. Elija otra."),
                    Map.entry("wrong-time", "A esa hora no se puede llamar. Elija otra."),
                    Map.entry("being-called", "Le llamamos ya. Tome el teléfono, por favor.")));

    /** The site, and the phone behind which a person answers. */
    record Place(String name, String phone) {}

    /** The call in the patient's language. */
    public record CallLines(String who, String from, String by) {}

    /** A time that it could be moved to. */
    public record Time(String value, String when) {}

    public Map<String, String> words() {
        return WORDS.get(language);
    }

    public String style() {
        return PlainPage.STYLE;
    }

    /**
     * Before anything was done.
     *
     * @param offer null where it can't be moved now
     */
    static CallbackLinkPage asking(String path, LinkedCallback linked, Place place, Offer offer) {
        var state = linked.callback().state();
        if (state == CallbackState.CANCELLED) {
            return of(linked, place, "cancelled", null, null, List.of());
        }
        if (!state.isOpen()) {
            return of(linked, place, "over", null, null, List.of());
        }
        return of(linked, place, "waiting", calling(linked, place), path, times(linked, offer));
    }

    /** Once it is done. */
    static CallbackLinkPage done(LinkedCallback linked, Place place) {
        return linked.callback().state() == CallbackState.CANCELLED
                ? of(linked, place, "cancelled", null, null, List.of())
                : of(linked, place, "moved", calling(linked, place), null, List.of());
    }

    /** Where it could not be done. */
    static CallbackLinkPage refused(String path, Problem problem, String language, String phone) {
        var words = WORDS.get(language);
        var code = problem.code().code();
        var isOver = code.startsWith("link-");
        return new CallbackLinkPage(
                language,
                words.get("failed"),
                words.get(isOver ? code : explanation(code)),
                null,
                null,
                List.of(),
                isOver ? null : path,
                phone);
    }

    private static String explanation(String code) {
        return switch (code) {
            case "promise-capacity-exhausted" -> "taken";
            case "outside-calling-hours", "window-invalid", "window-in-past" -> "wrong-time";
            case "callback-being-called" -> "being-called";
            case "callback-ended" -> "over";
            default -> "failed";
        };
    }

    private static CallbackLinkPage of(
            LinkedCallback linked, Place place, String title, CallLines call, String path, List<Time> times) {
        var language = language(linked);
        return new CallbackLinkPage(
                language, WORDS.get(language).get(title), null, call, path, times, null, place.phone());
    }

    private static CallLines calling(LinkedCallback linked, Place place) {
        var callback = linked.callback();
        return new CallLines(
                place.name(),
                callback.window()
                        .map(Window::startsAt)
                        .map(start -> text(start, callback.zone(), language(linked)))
                        .orElse(null),
                text(PromiseJson.shown(callback.dueAt()), callback.zone(), language(linked)));
    }

    private static List<Time> times(LinkedCallback linked, Offer offer) {
        if (offer == null) {
            return List.of();
        }
        var language = language(linked);
        var times = new ArrayList<Time>();
        var soonest = PromiseJson.shown(offer.promised().dueAt());
        times.add(new Time(
                ChosenTime.SOONEST, WORDS.get(language).get("soonest") + " " + text(soonest, offer.zone(), language)));
        offer.windows()
                .forEach(window -> times.add(
                        new Time(window.startsAt().toString(), text(window.startsAt(), offer.zone(), language))));
        return times;
    }

    private static String language(LinkedCallback linked) {
        return PlainPage.languageOf(linked.callback().patient().block().language());
    }

    private static String text(Instant at, ZoneId zone, String language) {
        return NoticeValue.time(at, zone).in(language.equals("en") ? Locale.US : Locale.forLanguageTag(language));
    }
}
