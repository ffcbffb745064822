package org.carepromise.messaging.script;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

import org.carepromise.kit.notice.TextTemplate;
import org.carepromise.messaging.Ids;

@Schema(name = "Script")
@JsonInclude(JsonInclude.Include.NON_NULL)
record ScriptJson(
        @Schema(examples = "scr_01kat3v0000000000000000000") String id,
        @Schema(description = "What it answers; translations share it", examples = "refill-received") String name,
        String topic,
        String language,
        @Schema(description = "Of this name and language, from 1") int edition,
        String title,
        String body,
        Set<String> placeholders,
        Script.State state,
        String draftedBy,
        Instant draftedAt,
        String approvedBy,
        Instant approvedAt,
        Instant retiredAt,
        long version) {

    static ScriptJson of(Script script) {
        return new ScriptJson(
                Ids.SCRIPT.format(script.id()),
                script.name(),
                script.topic(),
                script.language(),
                script.edition(),
                script.title(),
                script.body(),
                new TextTemplate(script.body()).placeholders(),
                script.state(),
                script.draftedBy(),
                script.draftedAt(),
                script.approvedBy().orElse(null),
                script.approvedAt().orElse(null),
                script.retiredAt().orElse(null),
                script.version());
    }

    @Schema(name = "NewScript")
    record NewScriptJson(
            @Schema(
                            description = "A second one of the same name and language is its next edition",
                            examples = "refill-received")
                    @NotNull
                    @Pattern(regexp = "[a-z0-9]+(-[a-z0-9]+)*")
                    @Size(max = 64)
                    String name,
            @Schema(examples = "pharmacy") @NotNull @Size(min = 1, max = 64) String topic,
            @Schema(examples = "en") @NotNull @Pattern(regexp = "en|es") String language,
            @Schema(examples = "Refill received") @NotBlank @Size(max = 200) String title,
            @Schema(
                            description = "Plain text with placeholders {name}",
                            examples = "We got your note. Your {medicine} will be at the pharmacy on {day}.")
                    @NotBlank
                    @Size(max = 5_000)
                    String body,
            @Schema(description = "Twin of Idempotency-Key") @Size(max = 255) String requestId) {}

    @Schema(name = "ScriptFill")
    record NewFillJson(@NotNull @Size(max = 50) List<@Valid @NotNull ScriptValueJson> values) {

        Map<String, String> byName() {
            return values.stream()
                    .collect(
                            Collectors.toMap(ScriptValueJson::name, ScriptValueJson::value, (first, second) -> second));
        }
    }

    @Schema(name = "ScriptValue")
    record ScriptValueJson(
            @Schema(examples = "day") @NotNull @Size(min = 1, max = 64) String name,
            @Schema(description = "Put in as it is", examples = "Monday") @NotNull @Size(max = 500) String value) {}

    @Schema(name = "FilledScript")
    record FilledJson(@Schema(description = "To be sent", examples = "We got your note.") String text) {}
}
