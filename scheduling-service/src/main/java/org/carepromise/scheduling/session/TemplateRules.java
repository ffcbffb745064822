package org.carepromise.scheduling.session;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

import org.carepromise.kit.problem.Problem;
import org.carepromise.scheduling.SchedulingProblem;

/** Whether a template can be meant. */
final class TemplateRules {

    private TemplateRules() {}

    /**
     * Throws what cannot be meant. A regular time in a daylight-saving gap moves forward by it once a year; a time that
     * somebody asks for on one date has to be there.
     *
     * @param offered the visit types of the provider
     */
    static void check(SessionTemplate template, ZoneId zone, List<String> offered) {
        if (template.validUntil()
                .map(last -> last.isBefore(template.validFrom()))
                .orElse(false)) {
            throw Problem.of(SchedulingProblem.RANGE_INVALID).at("#/validUntil", "not before validFrom");
        }
        int number = 0;
        for (var exception : template.exceptions().entrySet()) {
            var pointer = "#/exceptions/" + number++;
            if (!template.isWithin(exception.getKey())) {
                throw Problem.of(SchedulingProblem.EXCEPTION_OUTSIDE_DATES)
                        .at(pointer + "/date", "between validFrom and validUntil");
            }
            exception.getValue().ifPresent(hours -> {
                checkIsThere(exception.getKey(), hours.startsAt(), zone, pointer + "/startsAt");
                checkIsThere(exception.getKey(), hours.endsAt(), zone, pointer + "/endsAt");
            });
        }
        checkVisitTypes(template, offered);
        template.carveOut().ifPresent(carveOut -> checkCarveOut(template, carveOut));
    }

    private static void checkIsThere(LocalDate date, LocalTime time, ZoneId zone, String pointer) {
        if (zone.getRules().getValidOffsets(LocalDateTime.of(date, time)).isEmpty()) {
            throw Problem.of(SchedulingProblem.LOCAL_TIME_IN_GAP)
                    .at(pointer, "a time that the clocks show on that date");
        }
    }

    private static void checkVisitTypes(SessionTemplate template, List<String> offered) {
        var taken = template.visitTypes().orElse(offered);
        if (!offered.containsAll(taken)) {
            throw Problem.of(SchedulingProblem.VISIT_TYPE_NOT_OFFERED).with("offered", offered);
        }
        for (int i = 0; i < template.caps().size(); i++) {
            if (!taken.containsAll(template.caps().get(i).visitTypes())) {
                throw Problem.of(SchedulingProblem.VISIT_TYPE_NOT_OFFERED)
                        .at("#/caps/" + i + "/visitTypes", "ones that these sessions take")
                        .with("offered", taken);
            }
        }
    }

    private static void checkCarveOut(SessionTemplate template, CarveOut carveOut) {
        var days = new ArrayList<LocalHours>(List.of(template.hours()));
        template.exceptions().values().forEach(hours -> hours.ifPresent(days::add));
        for (var day : days) {
            int slots = day.slots(template.slotLength());
            if (slots < carveOut.slots()) {
                throw Problem.of(SchedulingProblem.CARVE_OUT_UNUSABLE)
                        .at("#/carveOut/slots", "no more than the shortest session has")
                        .with("most", slots);
            }
            var first = day.startsAt().plus(template.slotLength().multipliedBy(slots - carveOut.slots()));
            if (carveOut.opensAt().map(opensAt -> !opensAt.isBefore(first)).orElse(false)) {
                throw Problem.of(SchedulingProblem.CARVE_OUT_UNUSABLE)
                        .at("#/carveOut/opensAt", "before the first of these slots begins")
                        .with("begins", first.toString());
            }
        }
    }
}
