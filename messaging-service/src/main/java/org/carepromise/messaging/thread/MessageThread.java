package org.carepromise.messaging.thread;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.carepromise.kit.patient.Patient;
import org.carepromise.messaging.Ids;

/**
 * A conversation between a patient and a pool.
 *
 * @param language that the patient prefers, BCP 47
 * @param confidential of abuse, self-harm or a teenager: neither previewed nor shown to proxies
 * @param predecessor the thread that it goes on from
 * @param keptRefused kept though the request was refused, because the words may tell of danger to life
 */
public record MessageThread(
        UUID id,
        String site,
        String topic,
        Channel channel,
        String language,
        Patient patient,
        Optional<String> subject,
        boolean confidential,
        Optional<UUID> predecessor,
        boolean keptRefused,
        Course course,
        Place place,
        Instant lastMessageAt,
        long version,
        Instant createdAt,
        Instant updatedAt) {

    /** The id as the API, events and promises carry it. */
    public String publicId() {
        return Ids.THREAD.format(id);
    }

    /** For the audit. */
    public List<String> patients() {
        return patient.id().map(List::of).orElse(List.of());
    }

    /** The same change, told more exactly. */
    MessageThread with(Course other) {
        return new MessageThread(
                id,
                site,
                topic,
                channel,
                language,
                patient,
                subject,
                confidential,
                predecessor,
                keptRefused,
                other,
                place,
                lastMessageAt,
                version,
                createdAt,
                updatedAt);
    }

    public MessageThread with(Course other, Instant at) {
        return changed(other, place, confidential, lastMessageAt, at);
    }

    public MessageThread with(Course other, Place otherPlace, Instant at) {
        return changed(other, otherPlace, confidential, lastMessageAt, at);
    }

    /** Somebody wrote, at that instant. */
    MessageThread written(Course other, Place otherPlace, boolean makesConfidential, Instant at) {
        return changed(other, otherPlace, confidential || makesConfidential, at, at);
    }

    private MessageThread changed(
            Course itsCourse, Place itsPlace, boolean isConfidential, Instant itsLastMessageAt, Instant at) {
        return new MessageThread(
                id,
                site,
                topic,
                channel,
                language,
                patient,
                subject,
                isConfidential,
                predecessor,
                keptRefused,
                itsCourse,
                itsPlace,
                itsLastMessageAt,
                version + 1,
                createdAt,
                at);
    }

    @Override
    public String toString() {
        return "thread " + publicId();
    }
}
