package org.carepromise.kit.triage;

import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;

import org.carepromise.kit.alert.Alerts;
import org.carepromise.kit.alert.NewAlert;
import org.carepromise.kit.patient.PatientJson;
import org.carepromise.kit.site.DutyPost;
import org.carepromise.kit.tx.Transactions;

/**
 * Passes what a patient wrote through triage before the answer. Where it may tell of danger to life, whoever is on duty is
 * alerted in a transaction of its own, so that the alert stands also if the request is refused.
 */
@ApplicationScoped
public class EmergencyWatch {

    private static final String KIND = "emergency-words";

    private final FreeText freeText;
    private final Transactions transactions;
    private final Alerts alerts;
    private final DutyPost post;

    EmergencyWatch(FreeText freeText, Transactions transactions, Alerts alerts, TriageConfig config) {
        this.freeText = freeText;
        this.transactions = transactions;
        this.alerts = alerts;
        this.post = new DutyPost(config.alertPool(), config.alertRole());
    }

    /** What the words are about. */
    public record About(String site, String subject, PatientJson patient) {}

    /**
     * @param words what the patient wrote; null where there is nothing to assess
     * @param about empty where it is not known, or not the caller's: then the patient is told, and nobody is alerted
     * @return what to show the patient, in the answer or beside the refusal; one alert for each subject
     */
    public Uni<Optional<EmergencyJson>> watch(String words, Optional<About> about) {
        if (words == null) {
            return Uni.createFrom().item(Optional.empty());
        }
        var emergency = told(words, about.map(About::patient).orElse(null));
        if (emergency.isEmpty() || about.isEmpty()) {
            return Uni.createFrom().item(emergency);
        }
        var its = about.get();
        var alert = new NewAlert(KIND + ":" + its.subject(), its.site(), post, KIND, its.subject(), Optional.empty());
        return transactions.run(tx -> alerts.raise(tx, alert)).replaceWith(emergency);
    }

    /**
     * The words for the patient alone; nobody is alerted.
     *
     * @param words null where there is nothing to assess
     * @param patient whose language and risks count, or null
     */
    public Optional<EmergencyJson> told(String words, PatientJson patient) {
        if (words == null) {
            return Optional.empty();
        }
        var its = Optional.ofNullable(patient);
        return Optional.ofNullable(EmergencyJson.of(freeText.assess(
                words,
                its.map(PatientJson::language).orElse(null),
                its.map(PatientJson::riskFlags).orElse(null))));
    }
}
