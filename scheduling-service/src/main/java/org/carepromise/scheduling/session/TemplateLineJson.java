package org.carepromise.scheduling.session;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
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
import org.carepromise.scheduling.session.SessionTemplateJson.CapJson;
import org.carepromise.scheduling.session.SessionTemplateJson.CarveOutJson;
import org.carepromise.scheduling.session.SessionTemplateJson.ExceptionJson;
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
        @Min(0) @Max(500) Integer overbook,
        @Size(min = 1, max = 100) List<@NotNull @Size(min = 1, max = 64) String> visitTypes,
        @Size(max = 20) List<@NotNull @Valid CapJson> caps,
        @Valid CarveOutJson carveOut,
        @Size(max = 366) List<@NotNull @Valid ExceptionJson> exceptions,
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
            BulkColumn.optional("overbook", Kind.NUMBER),
            BulkColumn.optional("visitTypes", Kind.LIST),
            BulkColumn.optional("caps", Kind.JSON),
            BulkColumn.optional("carveOut", Kind.JSON),
            BulkColumn.optional("exceptions", Kind.JSON),
            BulkColumn.optional("validFrom", Kind.TEXT),
            BulkColumn.optional("validUntil", Kind.TEXT));

    static TemplateLineJson of(List<ExternalRefJson> names, SessionTemplate template) {
        return new TemplateLineJson(
                names,
                Ids.PROVIDER.format(template.provider()),
                template.site(),
                template.weekdays(),
                template.hours().startsAt(),
                template.hours().endsAt(),
                template.slotLength(),
                template.capacity(),
                template.overbook(),
                template.visitTypes().orElse(null),
                template.caps().stream().map(CapJson::of).toList(),
                template.carveOut().map(CarveOutJson::of).orElse(null),
                template.exceptions().entrySet().stream().map(ExceptionJson::of).toList(),
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
                overbook,
                visitTypes,
                caps,
                carveOut,
                exceptions,
                validFrom,
                validUntil);
    }

    @JsonIgnore
    @AssertTrue(message = "must not name a date twice")
    public boolean isOneExceptionADate() {
        return template(new UUID(0, 0)).namesNoDateTwice();
    }

    /** Whether the template is another one than this line describes; a first date that is left open says nothing. */
    boolean differsFrom(SessionTemplate template, UUID of) {
        return !template(of)
                .template(template.id(), of, site, template.validFrom(), template.extendedTo(), template.version())
                .equals(template);
    }
}
