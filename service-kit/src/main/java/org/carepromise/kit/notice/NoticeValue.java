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

    /**
     * A paragraph of its own, written in every language, below the line before it; of nothing where there is none. Only a
     * long form has room for it.
     */
    record Paragraph(String en, String es) implements NoticeValue {

        private static final int LONGEST = 2_000;

        public Paragraph {
            if (en.length() > LONGEST || es.length() > LONGEST) {
                throw new IllegalArgumentException("a paragraph has at most " + LONGEST + " characters");
            }
        }

        @Override
        public String in(Locale language) {
            var text = language.getLanguage().equals("es") ? es : en;
            return text.isBlank() ? "" : "\n" + text.strip() + "\n";
        }

        @Override
        public String toString() {
            return "paragraph";
        }
    }

    static NoticeValue words(String text) {
        return new Words(text);
    }

    static NoticeValue time(Instant at, ZoneId zone) {
        return new Time(at, zone);
    }

    /** Stands on a line of its own in the text. */
    static NoticeValue paragraph(String en, String es) {
        return new Paragraph(en, es);
    }

    static JsonObject json(Map<String, NoticeValue> values) {
        var json = new JsonObject();
        values.forEach((name, value) -> json.put(name, json(value)));
        return json;
    }

    private static Object json(NoticeValue value) {
        if (value instanceof Time time) {
            return new JsonObject()
                    .put("at", time.at().toString())
                    .put("zone", time.zone().getId());
        }
        if (value instanceof Paragraph paragraph) {
            return new JsonObject().put("en", paragraph.en()).put("es", paragraph.es());
        }
        return ((Words) value).text();
    }

    static Map<String, NoticeValue> of(JsonObject json) {
        var values = new LinkedHashMap<String, NoticeValue>();
        json.forEach(entry -> values.put(entry.getKey(), value(entry.getValue())));
        return values;
    }

    private static NoticeValue value(Object json) {
        if (json instanceof JsonObject object) {
            return object.containsKey("at")
                    ? time(Instant.parse(object.getString("at")), ZoneId.of(object.getString("zone")))
                    : paragraph(object.getString("en"), object.getString("es"));
        }
        return words((String) json);
    }
}
