package org.carepromise.messaging.emergency;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.mutiny.Uni;
import org.jboss.logging.Logger;

import org.carepromise.kit.access.Caller;
import org.carepromise.kit.id.IdType;
import org.carepromise.kit.patient.Patient;
import org.carepromise.kit.patient.PatientJson;
import org.carepromise.kit.patient.PatientKeys;
import org.carepromise.kit.patient.Patients;
import org.carepromise.kit.problem.HttpProblem;
import org.carepromise.kit.problem.Problem;
import org.carepromise.kit.request.JsonBodies;
import org.carepromise.kit.site.Sites;
import org.carepromise.kit.time.ProductClock;
import org.carepromise.kit.triage.EmergencyJson;
import org.carepromise.kit.tx.Transactions;
import org.carepromise.kit.tx.Tx;
import org.carepromise.messaging.Ids;
import org.carepromise.messaging.thread.Assess;
import org.carepromise.messaging.thread.KeptThreads;
import org.carepromise.messaging.thread.Message;
import org.carepromise.messaging.thread.MessageThread;
import org.carepromise.messaging.thread.Written;
import org.carepromise.triage.TriageResult;

/**
 * Looks at the words of every request that is refused, whatever for. Where they may tell of danger to life the refusal says
 * what to do, and they are kept as a thread of that patient, of which whoever is on call is alerted.
 */
@ApplicationScoped
public class KeepRefused {

    private static final Logger LOG = Logger.getLogger(KeepRefused.class);
    private static final Set<String> PATIENTS_AUTHORS =
            Set.of(Message.Author.PATIENT.name(), Message.Author.PROXY.name());
    private static final int LONGEST_ID = 64;
    private static final int LONGEST_NAME = 200;

    private final Transactions transactions;
    private final KeptThreads keptThreads;
    private final Assess assess;
    private final JsonBodies bodies;
    private final Patients patients;
    private final PatientKeys keys;
    private final Sites sites;
    private final ProductClock clock;

    KeepRefused(
            Transactions transactions,
            KeptThreads keptThreads,
            Assess assess,
            JsonBodies bodies,
            Patients patients,
            PatientKeys keys,
            Sites sites,
            ProductClock clock) {
        this.transactions = transactions;
        this.keptThreads = keptThreads;
        this.assess = assess;
        this.bodies = bodies;
        this.patients = patients;
        this.keys = keys;
        this.sites = sites;
        this.clock = clock;
    }

    /** @param sent the body as it came */
    public Uni<Response> around(Caller caller, String sent, Supplier<Uni<Response>> attempt) {
        return Uni.createFrom()
                .deferred(attempt::get)
                .onFailure()
                .recoverWithUni(failure -> refused(caller, sent, bodies.problemOf(failure)));
    }

    /** The same where staff may write too: their own words tell nothing of the patient's danger. */
    public Uni<Response> aroundMessage(Caller caller, String sent, Supplier<Uni<Response>> attempt) {
        return isStaffsOwn(caller, bodies.tree(sent))
                ? Uni.createFrom().deferred(attempt::get).onFailure().transform(bodies::problemOf)
                : around(caller, sent, attempt);
    }

    private static boolean isStaffsOwn(Caller caller, JsonNode tree) {
        return !caller.actsAsPatient()
                && tree.isObject()
                && !PATIENTS_AUTHORS.contains(tree.path("writtenBy").asText());
    }

    private Uni<Response> refused(Caller caller, String sent, Problem refusal) {
        var tree = bodies.tree(sent);
        var words = SentWords.of(tree, sent);
        var patient = patient(caller, tree == null ? null : tree.get("patient"));
        return (words.isBlank()
                        ? Uni.createFrom().<TriageResult>nullItem()
                        : assess.words(words, patient.block(), null))
                .flatMap(result -> {
                    if (result == null || !result.emergency()) {
                        return Uni.createFrom().failure(refusal);
                    }
                    var told = refusal.with("emergency", EmergencyJson.of(result));
                    // its twin keeps the words at this moment
                    return (refusal.code() == HttpProblem.REQUEST_IN_PROGRESS
                                    ? Uni.createFrom().voidItem()
                                    : kept(caller, tree, patient, words, result))
                            .onItemOrFailure()
                            .transformToUni((done, failure) -> {
                                if (failure != null) {
                                    LOG.errorf(
                                            "an emergency was told and not kept: %s",
                                            failure.getClass().getSimpleName());
                                }
                                return Uni.createFrom().failure(told);
                            });
                });
    }

    private Uni<?> kept(Caller caller, JsonNode tree, Patient patient, String words, TriageResult result) {
        var id = IdType.next(clock.instant());
        var author = caller.isProxy() ? Message.Author.PROXY : Message.Author.PATIENT;
        var written = new Written(author, caller.person(), words, words, result);
        return transactions.run(tx -> site(tx, caller, tree, patient)
                .flatMap(site -> keptThreads.keep(tx, caller, id, site, patient, written)));
    }

    /** The one that was named, else that of the patient's newest thread, else the first that the caller reaches. */
    private Uni<String> site(Tx tx, Caller caller, JsonNode tree, Patient patient) {
        var known = sites.current().calendars().keySet();
        var named = Optional.ofNullable(tree)
                .map(node -> node.get("site"))
                .map(JsonNode::asText)
                .filter(known::contains);
        return named.map(site -> Uni.createFrom().item(site))
                .orElseGet(() -> keptThreads.newestOf(tx, patient).map(newest -> Optional.ofNullable(newest)
                        .map(MessageThread::site)
                        .filter(known::contains)
                        .or(() -> known.stream().filter(caller.sites()::covers).findFirst())
                        .orElseGet(() -> known.iterator().next())));
    }

    /** Whoever it is, as far as what was sent can be read; what is wrong in it is left out. */
    private Patient patient(Caller caller, JsonNode told) {
        var block = new PatientJson(
                (caller.actsAsPatient() ? caller.patientId() : text(told, "id", LONGEST_ID)).orElse(null),
                text(told, "name", LONGEST_NAME).orElse(null),
                text(told, "birthDate", LONGEST_ID).flatMap(KeepRefused::date).orElse(null),
                text(told, "phone", LONGEST_ID).flatMap(patients::dialled).orElse(null),
                null,
                text(told, "language", LONGEST_ID)
                        .filter(tag -> !Locale.forLanguageTag(tag).getLanguage().isEmpty())
                        .orElse(null),
                null,
                null,
                null,
                null);
        var contactKeys = keys.contact(block);
        var own = keys.patient(block);
        return contactKeys.isEmpty() || own.isEmpty()
                ? unidentified(block)
                : new Patient(Optional.ofNullable(block.id()), contactKeys, own, block);
    }

    /** Nobody is the same as somebody whom nobody can name. */
    private Patient unidentified(PatientJson block) {
        var named = new PatientJson(
                "unidentified-" + Ids.THREAD.format(IdType.next(clock.instant())),
                block.name(),
                block.birthDate(),
                block.phone(),
                null,
                block.language(),
                null,
                null,
                null,
                null);
        return new Patient(Optional.empty(), keys.contact(named), keys.patient(named), named);
    }

    private static Optional<String> text(JsonNode told, String field, int longest) {
        return Optional.ofNullable(told)
                .map(node -> node.get(field))
                .filter(JsonNode::isTextual)
                .map(JsonNode::asText)
                .filter(text -> !text.isBlank() && text.length() <= longest);
    }

    private static Optional<LocalDate> date(String text) {
        try {
            return Optional.of(LocalDate.parse(text));
        } catch (DateTimeParseException none) {
            return Optional.empty();
        }
    }
}
