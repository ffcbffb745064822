package org.carepromise.messaging.thread;

import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;

import org.carepromise.kit.patient.PatientJson;
import org.carepromise.kit.triage.FreeText;
import org.carepromise.triage.Lane;
import org.carepromise.triage.TriageInput;
import org.carepromise.triage.TriageResult;

/** Passes a patient's words through triage; long ones beside the event loop, which others wait for. */
@ApplicationScoped
public class Assess {

    private static final int SHORT = 4_000;

    private final FreeText freeText;
    private final Vertx vertx;

    Assess(FreeText freeText, Vertx vertx) {
        this.freeText = freeText;
        this.vertx = vertx;
    }

    /**
     * @param patient whose language and risks count, or null
     * @param declared what the sender calls it, or null
     */
    public Uni<TriageResult> words(String text, PatientJson patient, Lane declared) {
        var its = Optional.ofNullable(patient);
        var plain = TriageInput.of(text)
                .preferring(its.map(PatientJson::language).orElse(null))
                .withRisks(its.map(PatientJson::riskFlags).orElseGet(List::of));
        var input = declared == Lane.URGENT ? plain.declaredToBeUrgent() : plain;
        return text.length() <= SHORT
                ? Uni.createFrom().item(() -> freeText.assess(input))
                : vertx.executeBlocking(() -> freeText.assess(input), false);
    }
}
