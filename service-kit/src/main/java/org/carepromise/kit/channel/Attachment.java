package org.carepromise.kit.channel;

import io.vertx.core.json.JsonObject;

/**
 * A small text file that goes along with a mail; no other channel carries one.
 *
 * @param name of the file, {@code appointment.ics}
 * @param type its media type with parameters, {@code text/calendar; charset=utf-8; method=REQUEST}
 * @param text up to 65,536 characters, sent in UTF-8
 */
public record Attachment(String name, String type, String text) {

    private static final int LONGEST = 65_536;

    /** @throws IllegalArgumentException where the name or the type could be taken for another header, or the text is too long */
    public Attachment {
        if (!name.matches("[a-z0-9][a-z0-9.-]{0,63}")) {
            throw new IllegalArgumentException("an attachment's name is lower-case letters, digits, dots and hyphens");
        }
        if (!type.matches("[a-z]+/[a-z0-9.+-]+(; [a-z-]+=[A-Za-z0-9-]+)*")) {
            throw new IllegalArgumentException("an attachment's type is a media type such as text/calendar");
        }
        if (text.length() > LONGEST) {
            throw new IllegalArgumentException("an attachment has at most " + LONGEST + " characters");
        }
    }

    /** For a store to encrypt. */
    public JsonObject json() {
        return new JsonObject().put("name", name).put("type", type).put("text", text);
    }

    /** As {@link #json} wrote it. */
    public static Attachment from(JsonObject json) {
        return new Attachment(json.getString("name"), json.getString("type"), json.getString("text"));
    }

    /** Without the text. */
    @Override
    public String toString() {
        return name;
    }
}
