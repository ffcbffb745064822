package org.carepromise.scheduling.session;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

import com.fasterxml.jackson.annotation.JsonIgnore;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;

import org.carepromise.kit.bulk.BulkColumn;
import org.carepromise.kit.bulk.BulkColumn.Kind;
import org.carepromise.kit.bulk.BulkColumns;
import org.carepromise.kit.patient.PatientJson.ExternalRefJson;
import org.carepromise.scheduling.Ids;
import org.carepromise.scheduling.session.SessionTemplateJson.NewSessionTemplateJson;

/** A provider's regular week as a line of a file. */
record TemplateLineJson(
        @NotEmpty @Size(max = 20) List<@NotNull @Valid ExternalRefJson> externalRefs,
        @NotNull @Size(min = 1, max = 130) String provider,
        @NotNull @Size(min = 1, max = 64) String site,
        @NotEmpty Set<@NotNull DayOfWeek> weekdays,
        @NotNull LocalTime startsAt,
        @NotNull LocalTime endsAt,
        @NotNull @DurationMin(minutes = 5) @DurationMax(hours = 8) Duration slotLength,
        @NotNull @Min(1) @Max(500) Integer capacity,
        @Size(min = 1, max = 100) List<@NotNull @Size(min = 1, max = 64) String> visitTypes,
        LocalDate validFrom,
        LocalDate validUntil) {

    static final BulkColumns COLUMNS = BulkColumns.of(
            BulkColumn.required("externalRefs", Kind.REFERENCES),
            BulkColumn.required("provider", Kind.TEXT),
            BulkColumn.required("site", Kind.TEXT),
            BulkColumn.required("weekdays", Kind.LIST),
            BulkColumn.required("startsAt", Kind.TEXT),
            BulkColumn.required("endsAt", Kind.TEXT),
            BulkColumn.required("slotLength", Kind.TEXT),
            BulkColumn.required("capacity", Kind.NUMBER),
            BulkColumn.optional("visitTypes", Kind.LIST),
            BulkColumn.optional("validFrom", Kind.TEXT),
            BulkColumn.optional("validUntil", Kind.TEXT));

    static TemplateLineJson of(List<ExternalRefJson> names, SessionTemplate template) {
        return new TemplateLineJson(
                names,
                Ids.PROVIDER.format(template.provider()),
                template.site(),
                template.weekdays(),
                template.startsAt(),
                template.endsAt(),
                template.slotLength(),
                template.capacity(),
                template.visitTypes().orElse(null),
                template.validFrom(),
                template.validUntil().orElse(null));
    }

    @JsonIgnore
    @AssertTrue(message = "must end after it starts, on the same day")
    public boolean isEndAfterStart() {
        return startsAt == null || endsAt == null || endsAt.isAfter(startsAt);
    }

    NewSessionTemplateJson template(UUID of) {
        return new NewSessionTemplateJson(
                null,
                Ids.PROVIDER.format(of),
                site,
                weekdays,
                startsAt,
                endsAt,
                slotLength,
                capacity,
                visitTypes,
                validFrom,
                validUntil);
    }

    /** Whether the template is another one than this line describes; a first date that is left open says nothing. */
    boolean differsFrom(SessionTemplate template, UUID of) {
        return !template.provider().equals(of)
                || !template.site().equals(site)
                || !template.weekdays().equals(new HashSet<>(weekdays))
                || !template.startsAt().equals(startsAt)
                || !template.endsAt().equals(endsAt)
                || !template.slotLength().equals(slotLength)
                || template.capacity() != capacity
                || !template.visitTypes().equals(Optional.ofNullable(visitTypes))
                || validFrom != null && !template.validFrom().equals(validFrom)
                || !template.validUntil().equals(Optional.ofNullable(validUntil));
    }
}
