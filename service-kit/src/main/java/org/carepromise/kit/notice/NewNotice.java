package org.carepromise.kit.notice;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import org.carepromise.kit.channel.Attachment;
import org.carepromise.kit.patient.Patient;

/**
 * Something that a patient is to be told.
 *
 * @param key decides that it is told once: {@code appointment-reminder:appt_…:1:3}; 1 to 255 visible ASCII characters with
 *     nothing of a person in them
 * @param template of the service's texts
 * @param subject the typed id of what it is about
 * @param site the site whose name and phone the text gives
 * @param patient where and in which language it goes
 * @param values what the texts' placeholders stand for, besides {@code {site}} and {@code {phone}}
 * @param earliestAt when it may go, by the product's clock
 * @param latestUsefulAt up to when, included, it is of use: a reminder's is before the visit
 * @param collapseKey of several that are due at once for one contact under the same key only the newest goes
 * @param attachments what goes along where the notice leaves by mail
 */
public record NewNotice(
        String key,
        Purpose purpose,
        String template,
        String subject,
        String site,
        Patient patient,
        Map<String, NoticeValue> values,
        Instant earliestAt,
        Instant latestUsefulAt,
        Optional<String> collapseKey,
        List<Attachment> attachments) {

    private static final int LONGEST_KEY = 255;

    public NewNotice {
        if (key.isEmpty() || key.length() > LONGEST_KEY || !key.chars().allMatch(c -> c > ' ' && c < 0x7F)) {
            throw new IllegalArgumentException("a notice's key is 1 to 255 visible ASCII characters");
        }
        Objects.requireNonNull(purpose, "purpose");
        Objects.requireNonNull(subject, "subject");
        Objects.requireNonNull(site, "site");
        Objects.requireNonNull(patient, "patient");
        Objects.requireNonNull(earliestAt, "earliestAt");
        Objects.requireNonNull(latestUsefulAt, "latestUsefulAt");
        Objects.requireNonNull(collapseKey, "collapseKey");
        values = Map.copyOf(values);
        attachments = List.copyOf(attachments);
    }

    /** Words alone. */
    public NewNotice(
            String key,
            Purpose purpose,
            String template,
            String subject,
            String site,
            Patient patient,
            Map<String, NoticeValue> values,
            Instant earliestAt,
            Instant latestUsefulAt,
            Optional<String> collapseKey) {
        this(
                key,
                purpose,
                template,
                subject,
                site,
                patient,
                values,
                earliestAt,
                latestUsefulAt,
                collapseKey,
                List.of());
    }

    /** The same with files that go along where it leaves by mail. */
    public NewNotice with(List<Attachment> files) {
        return new NewNotice(
                key, purpose, template, subject, site, patient, values, earliestAt, latestUsefulAt, collapseKey, files);
    }

    @Override
    public String toString() {
        return "notice " + key;
    }
}
