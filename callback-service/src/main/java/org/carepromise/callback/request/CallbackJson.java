package org.carepromise.callback.request;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

import org.carepromise.callback.admission.Window;
import org.carepromise.kit.patient.PatientJson;
import org.carepromise.kit.promise.Promise;
import org.carepromise.kit.promise.PromiseJson;
import org.carepromise.kit.triage.EmergencyJson;

@Schema(name = "Callback", description = "A guest is shown what was promised, and nothing else.")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CallbackJson(
        @Schema(examples = "cbk_01kat3v0000000000000000000") String id,
        CallbackState state,
        String site,
        String topic,
        String skill,
        @Schema(description = "To call in", examples = "es") String language,
        OffsetDateTime windowStart,
        OffsetDateTime windowEnd,
        @Schema(description = "The first instant at which the patient may be called") OffsetDateTime releaseAt,
        @Schema(description = "Attempts that were reported") Integer attempts,
        @Schema(description = "When the next one is due, after one in vain") OffsetDateTime retryAt,
        PatientJson patient,
        @Schema(description = "In the patient's words") String reason,
        @Schema(description = "For the agent who has it: shows that it is still theirs") String leaseToken,
        @Schema(description = "Exclusive; renew before") Instant leaseUntil,
        @Schema(description = "For the agent who has it, to be spoken as it is; it names no reason")
                String voicemailScript,
        PromiseJson promise,
        List<PromiseJson> promises,
        EmergencyJson emergency,
        Instant createdAt,
        Instant endedAt,
        @Schema(description = "The same token as the ETag") Long version) {

    static CallbackJson of(Callback callback, List<Promise> promises, ZoneId zone, EmergencyJson emergency) {
        return of(callback, promises, zone, emergency, null);
    }

    /** For the agent who has taken it. */
    static CallbackJson leased(Callback callback, List<Promise> promises, ZoneId zone, String voicemailScript) {
        return of(callback, promises, zone, null, voicemailScript);
    }

    private static CallbackJson of(
            Callback callback, List<Promise> promises, ZoneId zone, EmergencyJson emergency, String voicemailScript) {
        var lease = callback.lease().filter(its -> voicemailScript != null);
        return new CallbackJson(
                callback.publicId(),
                callback.state(),
                callback.site(),
                callback.topic(),
                callback.skill(),
                callback.language(),
                callback.window().map(its -> at(its.startsAt(), zone)).orElse(null),
                callback.window().map(its -> at(its.endsAt(), zone)).orElse(null),
                at(callback.releaseAt(), zone),
                callback.attempts(),
                callback.retryAt().map(its -> at(its, zone)).orElse(null),
                callback.patient().block(),
                callback.reason().orElse(null),
                lease.map(its -> its.token().toString()).orElse(null),
                lease.map(Lease::until).orElse(null),
                voicemailScript,
                foremost(promises, zone),
                all(promises, zone),
                emergency,
                callback.createdAt(),
                callback.endedAt().orElse(null),
                callback.version());
    }

    static CallbackJson forGuest(List<Promise> promises, ZoneId zone, EmergencyJson emergency) {
        return new CallbackJson(
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                foremost(promises, zone),
                all(promises, zone),
                emergency,
                null,
                null,
                null);
    }

    private static PromiseJson foremost(List<Promise> promises, ZoneId zone) {
        return PromiseJson.foremost(promises)
                .map(promise -> PromiseJson.of(promise, zone))
                .orElse(null);
    }

    private static List<PromiseJson> all(List<Promise> promises, ZoneId zone) {
        return promises.stream().map(promise -> PromiseJson.of(promise, zone)).toList();
    }

    static List<WindowJson> windows(List<Window> windows, ZoneId zone) {
        return windows.stream()
                .map(each -> new WindowJson(at(each.startsAt(), zone), at(each.endsAt(), zone)))
                .toList();
    }

    private static OffsetDateTime at(Instant at, ZoneId zone) {
        return at.atZone(zone).toOffsetDateTime();
    }

    @Schema(name = "CallbackWindow")
    record WindowJson(OffsetDateTime windowStart, OffsetDateTime windowEnd) {}

    @Schema(name = "CallbackEarliest", description = "What acceptLater would be promised")
    record EarliestJson(OffsetDateTime limit, OffsetDateTime limitShown) {}

    @Schema(name = "NewCallback")
    record NewCallbackJson(
            @Schema(description = "Twin of the Idempotency-Key header") @Size(min = 1, max = 255) String requestId,
            @Valid PatientJson patient,
            @Schema(examples = "springfield") @NotNull @Size(min = 1, max = 64) String site,
            @Schema(description = "scheduling, billing, clinical, pharmacy, portal or other", examples = "billing")
                    @NotNull
                    @Size(min = 1, max = 64)
                    String topic,
            @Schema(description = "Of the agent; the topic, if absent") @Size(min = 1, max = 64) String skill,
            @Schema(description = "In the patient's words") @Size(min = 1, max = 2000) String reason,
            @Schema(description = "Both ends, 15 or 30 minutes apart, or neither: as soon as possible")
                    Instant windowStart,
            Instant windowEnd,
            @Schema(description = "Whether a later time than the published one is taken") Boolean acceptLater,
            @Schema(
                            description =
                                    "From the phone menu: since when the caller waits. The place is kept, and the number"
                                            + " is enough")
                    Instant queuedAt) {}

    @Schema(name = "NewCallbackQuote")
    record NewQuoteJson(
            @Schema(examples = "springfield") @NotNull @Size(min = 1, max = 64) String site,
            @Schema(examples = "billing") @NotNull @Size(min = 1, max = 64) String topic,
            @Schema(description = "Of the agent; the topic, if absent") @Size(min = 1, max = 64) String skill,
            @Schema(description = "BCP 47; English, if absent", examples = "es") @Size(max = 35) String language,
            @Schema(description = "IANA; the site's, if absent", examples = "America/Chicago") @Size(max = 64)
                    String timeZone,
            @Schema(description = "Both ends, or neither: as soon as possible") Instant windowStart,
            Instant windowEnd,
            Boolean acceptLater) {}

    @Schema(name = "CallbackQuote", description = "What would be promised at this moment; nothing is kept for it.")
    public record QuoteJson(
            @Schema(description = "The first instant at which the patient would be called") OffsetDateTime releaseAt,
            OffsetDateTime limit,
            @Schema(description = "The limit in full five minutes, never earlier: what people are shown")
                    OffsetDateTime limitShown,
            boolean withinSla,
            @Schema(description = "The next windows that could be promised instead") List<WindowJson> windows) {

        public static QuoteJson of(Offer offer) {
            var promised = offer.promised();
            var zone = offer.zone();
            return new QuoteJson(
                    at(promised.releaseAt(), zone),
                    at(promised.dueAt(), zone),
                    at(PromiseJson.shown(promised.dueAt()), zone),
                    promised.withinSla(),
                    CallbackJson.windows(offer.windows(), zone));
        }
    }
}
