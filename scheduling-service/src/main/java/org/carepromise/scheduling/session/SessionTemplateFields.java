package org.carepromise.scheduling.session;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

import org.carepromise.scheduling.session.SessionTemplateJson.CapJson;
import org.carepromise.scheduling.session.SessionTemplateJson.CarveOutJson;
import org.carepromise.scheduling.session.SessionTemplateJson.ExceptionJson;

/** What a template is created with and replaced by. */
interface SessionTemplateFields {

    Set<DayOfWeek> weekdays();

    LocalTime startsAt();

    LocalTime endsAt();

    Duration slotLength();

    Integer capacity();

    Integer overbook();

    List<String> visitTypes();

    List<CapJson> caps();

    CarveOutJson carveOut();

    List<ExceptionJson> exceptions();

    LocalDate validFrom();

    LocalDate validUntil();

    /** @param from the first date where none is named */
    default SessionTemplate template(
            UUID id, UUID provider, String site, LocalDate from, LocalDate extendedTo, long version) {
        return new SessionTemplate(
                id,
                provider,
                site,
                weekdays(),
                new LocalHours(startsAt(), endsAt()),
                slotLength(),
                capacity(),
                overbook() == null ? 0 : overbook(),
                Optional.ofNullable(visitTypes()),
                caps() == null
                        ? List.of()
                        : caps().stream()
                                .map(cap -> new SessionCap(cap.visitTypes(), cap.most()))
                                .toList(),
                Optional.ofNullable(carveOut())
                        .map(part -> new CarveOut(
                                part.slots(),
                                Optional.ofNullable(part.opensBefore()),
                                Optional.ofNullable(part.opensAt()))),
                exceptionsByDate(),
                validFrom() == null ? from : validFrom(),
                Optional.ofNullable(validUntil()),
                extendedTo,
                version);
    }

    private Map<LocalDate, Optional<LocalHours>> exceptionsByDate() {
        var byDate = new TreeMap<LocalDate, Optional<LocalHours>>();
        if (exceptions() != null) {
            for (var exception : exceptions()) {
                byDate.put(
                        exception.date(),
                        Optional.ofNullable(exception.startsAt())
                                .map(startsAt -> new LocalHours(startsAt, exception.endsAt())));
            }
        }
        return byDate;
    }

    default boolean namesNoDateTwice() {
        return exceptions() == null
                || exceptions().stream().map(ExceptionJson::date).distinct().count()
                        == exceptions().size();
    }
}
