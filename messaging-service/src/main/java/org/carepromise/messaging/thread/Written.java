package org.carepromise.messaging.thread;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.carepromise.kit.id.IdType;
import org.carepromise.triage.PatientText;
import org.carepromise.triage.TriageResult;

/**
 * What a patient wrote, and what triage made of it.
 *
 * @param text that was assessed: subject and body
 * @param files ids of attachments
 */
public record Written(
        Message.Author author, String person, String body, String text, TriageResult result, List<String> files) {

    public Written(Message.Author author, String person, String body, String text, TriageResult result) {
        this(author, person, body, text, result, List.of());
    }

    /** The same with files that were sent before. */
    Written with(List<String> attachments) {
        return new Written(author, person, body, text, result, attachments == null ? List.of() : attachments);
    }

    Message message(MessageThread thread, Instant at) {
        return new Message(
                IdType.next(at),
                thread.id(),
                author,
                Message.Kind.MESSAGE,
                person,
                body,
                result.patientText().map(PatientText::text),
                Optional.empty(),
                at);
    }

    @Override
    public String toString() {
        return "written by " + author;
    }
}
