package org.carepromise.scheduling.site;

import java.time.DayOfWeek;
import java.util.List;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

import org.carepromise.worktime.LocalInterval;
import org.carepromise.worktime.Site;

@Schema(name = "Site")
record SiteJson(
        @Schema(examples = "springfield") String id,
        @Schema(examples = "Springfield Clinic") String name,
        @Schema(description = "IANA", examples = "America/Chicago") String timeZone,
        @Schema(description = "The regular week in local time") List<OpeningHoursJson> hours,
        @Schema(description = "The holidays it keeps", examples = "us-federal") String holidays) {

    @Schema(name = "OpeningHours")
    record OpeningHoursJson(
            DayOfWeek weekday,
            @Schema(examples = "08:00") String opens,
            @Schema(
                            description = "24:00 is the end of the day; earlier than opens is the next morning",
                            examples = "17:00")
                    String closes) {}

    static SiteJson of(Site site) {
        var hours = site.hours().byDay().entrySet().stream()
                .flatMap(day -> day.getValue().stream().map(interval -> opening(day.getKey(), interval)))
                .toList();
        return new SiteJson(
                site.id(),
                site.name(),
                site.zone().getId(),
                hours,
                site.holidayCalendar().orElse(null));
    }

    private static OpeningHoursJson opening(DayOfWeek day, LocalInterval interval) {
        var ends = interval.toString().split("-");
        return new OpeningHoursJson(day, ends[0], ends[1]);
    }
}
