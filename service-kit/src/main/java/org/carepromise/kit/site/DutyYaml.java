package org.carepromise.kit.site;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

import org.carepromise.worktime.DutyContact;
import org.carepromise.worktime.DutyRoster;
import org.carepromise.worktime.DutyShift;

/** A duty roster as the sites file writes it; shifts in the order in which their people are alerted. */
record DutyYaml(String pool, String role, List<ShiftYaml> shifts, String lastResort) {

    private static final String E164 = "\\+[1-9][0-9]{6,14}";
    private static final String MAIL = "[^@\\s]+@[^@\\s]+";
    private static final String URL = "https?://[^/\\s]+(/\\S*)?";

    record ShiftYaml(String who, Map<String, List<String>> hours) {

        private Stream<DutyShift> shifts(Map<String, DutyContact> people) {
            InvalidFile.require(who != null && people.containsKey(who), "who: nobody of people: " + who);
            var week = InvalidFile.at("hours", () -> WeekYaml.week(hours));
            InvalidFile.require(!week.isEmpty(), "hours: none");
            return week.byDay().entrySet().stream().flatMap(day -> day.getValue().stream()
                    .map(interval -> new DutyShift(day.getKey(), interval, who, people.get(who))));
        }
    }

    /** How those who are ever on duty are reached, by the {@code sub} of their token. */
    static Map<String, DutyContact> people(Map<String, String> yaml) {
        var people = new LinkedHashMap<String, DutyContact>();
        YamlText.orEmpty(yaml)
                .forEach((who, contact) -> people.put(who, InvalidFile.at("people: " + who, () -> contact(contact))));
        return people;
    }

    static Map<DutyPost, DutyRoster> rosters(
            String site, List<DutyYaml> yaml, Pools pools, Map<String, DutyContact> people) {
        var rosters = new LinkedHashMap<DutyPost, DutyRoster>();
        for (var each : YamlText.orEmpty(yaml)) {
            InvalidFile.at("dutyRosters: " + each.pool + "/" + each.role, () -> {
                var post = pools.require(new DutyPost(each.pool, each.role));
                InvalidFile.require(rosters.put(post, each.roster(site, people)) == null, "declared twice");
                return post;
            });
        }
        return rosters;
    }

    private DutyRoster roster(String site, Map<String, DutyContact> people) {
        InvalidFile.require(shifts != null, "shifts: missing; [] where there is only a last resort");
        InvalidFile.require(lastResort != null, "lastResort: missing, an alert would end in silence");
        return new DutyRoster(
                site,
                pool,
                role,
                shifts.stream()
                        .flatMap(shift ->
                                InvalidFile.at("shifts: " + shift.who, () -> shift.shifts(people)
                                                .toList())
                                        .stream())
                        .toList(),
                InvalidFile.at("lastResort", () -> contact(lastResort)));
    }

    /** {@code sms:+12175550141}, {@code mail:…}, {@code pager:https://…}, {@code chat:https://…}, {@code desk:its name}. */
    private static DutyContact contact(String text) {
        var parts = text.split(":", 2);
        var address = parts.length == 2 ? parts[1].strip() : "";
        var contact = new DutyContact(channel(parts[0]), address);
        var fits =
                switch (contact.channel()) {
                    case SMS -> address.matches(E164);
                    case MAIL -> address.matches(MAIL);
                    case PAGER, CHAT -> address.matches(URL);
                    case DESK -> true;
                };
        InvalidFile.require(fits, "no address of " + contact.channel() + ": " + address);
        return contact;
    }

    private static DutyContact.Channel channel(String text) {
        try {
            return DutyContact.Channel.valueOf(text.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException unknown) {
            throw new InvalidFile("not reached by mail:, sms:, pager:, chat: or desk: " + text);
        }
    }
}
