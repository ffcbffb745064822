package org.carepromise.callback.request;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;

import org.carepromise.callback.admission.Window;
import org.carepromise.callback.link.CallbackLinks;
import org.carepromise.kit.notice.NewNotice;
import org.carepromise.kit.notice.NoticeValue;
import org.carepromise.kit.notice.Notices;
import org.carepromise.kit.notice.Purpose;
import org.carepromise.kit.patient.Patient;
import org.carepromise.kit.patient.PatientJson;
import org.carepromise.kit.promise.PromiseJson;
import org.carepromise.kit.tx.Tx;

/**
 * Tells a patient by when the call comes, with the link that changes it. Whoever asks may be a stranger who knows the number,
 * so the text goes to the number alone, and never to a mail address or portal that was named beside it.
 */
@ApplicationScoped
public class TellPatients {

    private static final Purpose REQUESTED = Purpose.optional("callback-requested");
    private static final Purpose CANCELLED = Purpose.optional("callback-cancelled");
    private static final String IN_WINDOW = "callback-window-requested";

    /** Who asks again hears again, but not with every tap. */
    private static final Duration TOLD_AGAIN_AFTER = Duration.ofHours(1);

    private static final Duration CANCELLATION_USEFUL_FOR = Duration.ofHours(12);

    private final Notices notices;
    private final CallbackLinks links;

    TellPatients(Notices notices, CallbackLinks links) {
        this.notices = notices;
        this.links = links;
    }

    /** A statement for the commit: what is promised now, once an hour for each promise. */
    public Uni<?> promised(Tx tx, Callback callback) {
        var hour = Duration.between(callback.createdAt(), tx.now()).dividedBy(TOLD_AGAIN_AFTER);
        var template = callback.window().map(any -> IN_WINDOW).orElse(REQUESTED.id());
        return notices.decide(
                tx,
                new NewNotice(
                        REQUESTED.id() + ":" + callback.publicId() + ":" + callback.sequence() + ":" + hour,
                        REQUESTED,
                        template,
                        callback.publicId(),
                        callback.site(),
                        atNumberAlone(callback.patient()),
                        values(callback),
                        tx.now(),
                        callback.dueAt(),
                        Optional.empty()));
    }

    /** A statement for the commit of what makes untrue what was not sent yet. */
    public Uni<Void> withdraw(Tx tx, Callback callback) {
        return notices.withdraw(tx, callback.publicId(), Set.of(REQUESTED.id()));
    }

    /** A statement for the commit of a cancellation. */
    public Uni<?> cancelled(Tx tx, Callback callback) {
        return notices.decide(
                tx,
                new NewNotice(
                        CANCELLED.id() + ":" + callback.publicId(),
                        CANCELLED,
                        CANCELLED.id(),
                        callback.publicId(),
                        callback.site(),
                        atNumberAlone(callback.patient()),
                        Map.of(),
                        tx.now(),
                        tx.now().plus(CANCELLATION_USEFUL_FOR),
                        Optional.empty()));
    }

    private Map<String, NoticeValue> values(Callback callback) {
        var values = new HashMap<String, NoticeValue>();
        values.put("limitAt", NoticeValue.time(PromiseJson.shown(callback.dueAt()), callback.zone()));
        values.put("changeLink", links.of(callback.id(), callback.sequence(), callback.dueAt()));
        callback.window()
                .map(Window::startsAt)
                .ifPresent(start -> values.put("fromAt", NoticeValue.time(start, callback.zone())));
        return values;
    }

    /** The patient without another address than the number. */
    public static Patient atNumberAlone(Patient patient) {
        var block = patient.block();
        return new Patient(
                Optional.empty(),
                patient.contactKeys(),
                patient.keys(),
                new PatientJson(
                        null, null, null, block.phone(), null, block.language(), block.timeZone(), null, null, null));
    }
}
