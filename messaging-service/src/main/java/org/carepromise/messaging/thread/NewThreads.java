package org.carepromise.messaging.thread;

import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import org.carepromise.kit.access.Caller;
import org.carepromise.kit.access.Role;
import org.carepromise.kit.patient.Patient;
import org.carepromise.kit.problem.Problem;
import org.carepromise.kit.tx.Tx;
import org.carepromise.messaging.MessagingProblem;
import org.carepromise.messaging.thread.Message.Author;
import org.carepromise.messaging.thread.ThreadJson.NewThreadJson;
import org.carepromise.triage.TriageResult;

/** Makes a thread of what was sent. */
@ApplicationScoped
class NewThreads {

    private static final String UNSAID = "en";

    private final Routing routing;

    NewThreads(Routing routing) {
        this.routing = routing;
    }

    /** @throws Problem {@code site-unknown}, {@code topic-unknown}, {@code pool-unknown}, {@code writer-unsaid} */
    Author checked(Caller caller, NewThreadJson body) {
        routing.checkSite(body.site());
        caller.checkReaches(body.site());
        routing.checkTopic(body.topic());
        Optional.ofNullable(body.pool()).ifPresent(routing::checkPool);
        return writer(caller, body.writtenBy());
    }

    /**
     * Who wrote. A patient's token knows; a portal has to say; staff write down what patients say, or proxies.
     *
     * @throws Problem {@code writer-unsaid}
     */
    static Author writer(Caller caller, Author said) {
        if (caller.roles().contains(Role.PATIENT) && !caller.roles().contains(Role.PORTAL)) {
            return caller.isProxy() ? Author.PROXY : Author.PATIENT;
        }
        if (said == Author.PATIENT || said == Author.PROXY) {
            return said;
        }
        if (caller.roles().contains(Role.PORTAL) || said != null) {
            throw Problem.of(MessagingProblem.WRITER_UNSAID).at("#/writtenBy", "PATIENT or PROXY");
        }
        return Author.PATIENT;
    }

    MessageThread from(Tx tx, UUID id, Patient patient, NewThreadJson body, TriageResult result) {
        var language = Optional.ofNullable(body.language())
                .or(() -> Optional.ofNullable(patient.block().language()))
                .orElse(UNSAID);
        var pool = routing.poolFor(
                result.lane(), body.site(), body.topic(), language, Optional.ofNullable(body.pool()), tx.now());
        return new MessageThread(
                id,
                body.site(),
                body.topic(),
                Optional.ofNullable(body.channel()).orElse(Channel.PORTAL),
                language,
                patient,
                Optional.ofNullable(body.subject()),
                Confidence.isNeeded(result, patient.block().birthDate(), tx.now()),
                Optional.empty(),
                false,
                Course.begun(result.lane(), result.emergency(), tx.now()),
                Place.in(pool),
                tx.now(),
                1,
                tx.now(),
                tx.now());
    }
}
