package org.carepromise.kit.notice;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import org.carepromise.kit.channel.Attachment;

/** What a notice tells, as its row keeps it: the values of its text, and the files that go along with a mail. */
record NoticeWords(Map<String, NoticeValue> values, List<Attachment> attachments) {

    static final NoticeWords NONE = new NoticeWords(Map.of(), List.of());

    /** No placeholder is called so. */
    private static final String ATTACHMENTS = "@attachments";

    String json() {
        var json = NoticeValue.json(values);
        if (!attachments.isEmpty()) {
            json.put(
                    ATTACHMENTS,
                    new JsonArray(attachments.stream().map(Attachment::json).toList()));
        }
        return json.encode();
    }

    static NoticeWords from(String text) {
        var json = new JsonObject(text);
        var attachments =
                Optional.ofNullable((JsonArray) json.remove(ATTACHMENTS)).orElseGet(JsonArray::new);
        return new NoticeWords(
                NoticeValue.of(json),
                attachments.stream()
                        .map(each -> Attachment.from((JsonObject) each))
                        .toList());
    }

    @Override
    public String toString() {
        return "words";
    }
}
