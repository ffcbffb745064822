package org.carepromise.kit.notice;

import java.util.List;
import java.util.Optional;

import io.vertx.core.json.JsonObject;

import org.carepromise.kit.channel.Channel;
import org.carepromise.kit.patient.Patient;
import org.carepromise.kit.patient.PatientKeys;

/** Of a patient what it takes to reach one, and no more: no name, no birth date. */
record Recipient(
        Optional<String> id,
        Optional<String> phone,
        Optional<String> email,
        Optional<String> language,
        Optional<String> timeZone) {

    static Recipient of(Patient patient) {
        var block = patient.block();
        return new Recipient(
                patient.id(),
                Optional.ofNullable(block.phone()),
                Optional.ofNullable(block.email()).map(String::strip).filter(mail -> !mail.isEmpty()),
                Optional.ofNullable(block.language()),
                Optional.ofNullable(block.timeZone()));
    }

    /** Where somebody is reached by a channel; the portal knows its patients by their id. */
    Optional<String> address(Channel channel) {
        return switch (channel) {
            case SMS -> phone;
            case MAIL -> email;
            case PUSH -> id;
            case PAGER, CHAT -> Optional.empty();
        };
    }

    /** Those of the patient that it was made of. */
    List<String> contactKeys(PatientKeys keys) {
        return keys.contact(phone, id, email);
    }

    String json() {
        var json = new JsonObject();
        id.ifPresent(value -> json.put("id", value));
        phone.ifPresent(value -> json.put("phone", value));
        email.ifPresent(value -> json.put("email", value));
        language.ifPresent(value -> json.put("language", value));
        timeZone.ifPresent(value -> json.put("timeZone", value));
        return json.encode();
    }

    static Recipient from(String text) {
        var json = new JsonObject(text);
        return new Recipient(
                Optional.ofNullable(json.getString("id")),
                Optional.ofNullable(json.getString("phone")),
                Optional.ofNullable(json.getString("email")),
                Optional.ofNullable(json.getString("language")),
                Optional.ofNullable(json.getString("timeZone")));
    }

    @Override
    public String toString() {
        return "recipient";
    }
}
