package org.carepromise.scheduling.visittype;

import java.time.Duration;

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

    long version;

    Visit visit() {
        return new Visit(
                id,
                Duration.ofSeconds(lengthSeconds),
                Duration.ofSeconds(bufferBeforeSeconds),
                Duration.ofSeconds(bufferAfterSeconds),
                Duration.ofSeconds(leadTimeSeconds),
                Duration.ofSeconds(horizonSeconds));
    }
}
