package org.carepromise.scheduling.session;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Stream;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

import org.carepromise.scheduling.Ids;

@Schema(name = "SessionTemplateChange", description = "What a change of a template does, or would do, to its sessions")
record SessionTemplateChangeJson(
        SessionTemplateJson template,
        @Schema(description = "Whether nothing was changed yet") boolean dryRun,
        @Schema(description = "New sessions") int made,
        @Schema(description = "Sessions without visits that fall out") int dropped,
        @Schema(description = "Sessions that stay, with other hours, seats, caps or visit types") int changed,
        @Schema(description = "Sessions that are the same before and after") int unchanged,
        @Schema(description = "Sessions with visits for which the change has no room: they stay as they are")
                List<KeptJson> kept,
        @Schema(description = "Visits that would lose their time; the first 200") List<StrandedJson> stranded,
        @Schema(description = "How many those are") int strandedCount,
        @Schema(description = "Dates that fall out because the site is closed then, or for part of the session")
                List<LocalDate> closedOn) {

    static final int MOST_LISTED = 200;

    /** Why a session stays as it is. */
    @Schema(name = "KeptReason")
    enum Reason {
        STRANDED_VISITS,
        CAPACITY_BELOW_BOOKED
    }

    @Schema(name = "KeptSession")
    record KeptJson(String session, OffsetDateTime start, Reason reason) {

        static KeptJson of(UpcomingSession session, Reason reason, ZoneId zone) {
            return new KeptJson(
                    Ids.SESSION.format(session.id()),
                    session.startsAt().atZone(zone).toOffsetDateTime(),
                    reason);
        }
    }

    @Schema(name = "StrandedVisit")
    record StrandedJson(String appointment, String reference, OffsetDateTime start, String visitType, String session) {

        static StrandedJson of(UpcomingSession session, UpcomingSession.Visit visit, ZoneId zone) {
            return new StrandedJson(
                    Ids.APPOINTMENT.format(visit.appointment()),
                    visit.reference(),
                    visit.startsAt().atZone(zone).toOffsetDateTime(),
                    visit.visitType(),
                    Ids.SESSION.format(session.id()));
        }
    }

    static SessionTemplateChangeJson of(
            SessionTemplate template, SessionPlan plan, TemplateChange change, ZoneId zone, boolean dryRun) {
        return new SessionTemplateChangeJson(
                SessionTemplateJson.of(template),
                dryRun,
                change.made().size(),
                change.dropped().size(),
                change.changed().size(),
                change.unchanged(),
                Stream.concat(
                                change.stranded().stream()
                                        .map(each -> KeptJson.of(each.session(), Reason.STRANDED_VISITS, zone)),
                                overfull(change, zone).stream())
                        .toList(),
                stranded(change, zone),
                strandedCount(change),
                plan.closedOn());
    }

    static List<StrandedJson> stranded(TemplateChange change, ZoneId zone) {
        return change.stranded().stream()
                .flatMap(each -> each.visits().stream().map(visit -> StrandedJson.of(each.session(), visit, zone)))
                .limit(MOST_LISTED)
                .toList();
    }

    static int strandedCount(TemplateChange change) {
        return change.stranded().stream().mapToInt(each -> each.visits().size()).sum();
    }

    static List<KeptJson> overfull(TemplateChange change, ZoneId zone) {
        return change.overfull().stream()
                .map(each -> KeptJson.of(each, Reason.CAPACITY_BELOW_BOOKED, zone))
                .toList();
    }
}
