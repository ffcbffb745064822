package org.carepromise.scheduling.visittype;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

import org.hibernate.annotations.Immutable;

/** A kind of visit, for reading; {@link VisitTypeStore} writes it. */
@Entity
@Immutable
@Table(name = "visit_type")
class VisitType {

    @Id
    String id;

    String name;

    @Enumerated(EnumType.STRING)
    Modality modality;

    @Column(name = "length_seconds")
    int lengthSeconds;

    @Column(name = "buffer_before_seconds")
    int bufferBeforeSeconds;

    @Column(name = "buffer_after_seconds")
    int bufferAfterSeconds;

    @Column(name = "lead_time_seconds")
    int leadTimeSeconds;

    @Column(name = "horizon_seconds")
    int horizonSeconds;

    @Column(name = "future_limit")
    Integer futureLimit;

    @Column(name = "resource_kind")
    String resourceKind;

    @Column(name = "cancellation_notice_seconds")
    int cancellationNoticeSeconds;

    @Column(name = "no_show_after_seconds")
    Integer noShowAfterSeconds;

    @Column(name = "reminder_days")
    Integer[] reminderDays;

    @Column(name = "instructions_en")
    String instructionsEn;

    @Column(name = "instructions_es")
    String instructionsEs;

    long version;

    Visit visit() {
        return new Visit(
                id,
                Duration.ofSeconds(lengthSeconds),
                Duration.ofSeconds(bufferBeforeSeconds),
                Duration.ofSeconds(bufferAfterSeconds),
                Duration.ofSeconds(leadTimeSeconds),
                Duration.ofSeconds(horizonSeconds),
                Visit.optional(futureLimit),
                Optional.ofNullable(resourceKind));
    }

    VisitTerms terms() {
        return new VisitTerms(
                List.of(reminderDays),
                Duration.ofSeconds(cancellationNoticeSeconds),
                Optional.ofNullable(noShowAfterSeconds).map(Duration::ofSeconds),
                Instructions.of(instructionsEn, instructionsEs));
    }
}
