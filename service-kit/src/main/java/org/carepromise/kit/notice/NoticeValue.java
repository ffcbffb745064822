package org.carepromise.kit.notice;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

import io.vertx.core.json.JsonObject;

/** What stands in a text's placeholder. It gets its form when the language is known. */
public sealed interface NoticeValue {

    /** As the text shows it. */
    String in(Locale language);

    /** Words that are the same in every language, such as a name; on one line. */
    record Words(String text) implements NoticeValue {

        private static final int LONGEST = 200;

        public Words {
            if (text.isBlank() || text.length() > LONGEST) {
                throw new IllegalArgumentException("a value has 1 to " + LONGEST + " characters");
            }
            text = text.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
        }

        @Override
        public String in(Locale language) {
            return text;
        }

        @Override
        public String toString() {
            return "words";
        }
    }

    /** A moment, shown as weekday, date and time of day in a zone. Its placeholder's name ends in {@code At}. */
    record Time(Instant at, ZoneId zone) implements NoticeValue {

        @Override
        public String in(Locale language) {
            var pattern = language.getLanguage().equals("es") ? "EEEE d 'de' MMMM, H:mm" : "EEEE, MMMM d, h:mm a";
            return DateTimeFormatter.ofPattern(pattern, language).format(at.atZone(zone));
        }
    }

    static NoticeValue words(String text) {
        return new Words(text);
    }

    static NoticeValue time(Instant at, ZoneId zone) {
        return new Time(at, zone);
    }

    static JsonObject json(Map<String, NoticeValue> values) {
        var json = new JsonObject();
        values.forEach((name, value) -> json.put(
                name,
                value instanceof Time time
                        ? new JsonObject()
                                .put("at", time.at().toString())
                                .put("zone", time.zone().getId())
                        : ((Words) value).text()));
        return json;
    }

    static Map<String, NoticeValue> of(JsonObject json) {
        var values = new LinkedHashMap<String, NoticeValue>();
        json.forEach(entry -> values.put(
                entry.getKey(),
                entry.getValue() instanceof JsonObject time
                        ? time(Instant.parse(time.getString("at")), ZoneId.of(time.getString("zone")))
                        : words((String) entry.getValue())));
        return values;
    }
}
