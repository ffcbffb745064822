package org.carepromise.scheduling.calendar;

import java.time.Instant;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

import org.carepromise.scheduling.Ids;

@Schema(name = "CalendarFeed", description = "A provider's calendar to subscribe to.")
@JsonInclude(JsonInclude.Include.NON_NULL)
record CalendarFeedJson(
        @Schema(examples = "feed_01kat3v0000000000000000000") String id,
        @Schema(examples = "prov_01kat3v0000000000000000000") String provider,
        @Schema(
                        description =
                                "Subscribe to this. Whoever has it reads the calendar: it is shown once, when the feed "
                                        + "is created",
                        examples =
                                "https://care.example.org/v1/calendar-feeds/lk_RXhhbXBsZSBvZiBhIHRva2VuIHRoYXQgaXMgbm9uZQ/calendar.ics")
                String url,
        Instant createdAt,
        @Schema(description = "The same token as the ETag") long version) {

    static CalendarFeedJson of(CalendarFeed feed) {
        return of(feed, null);
    }

    static CalendarFeedJson of(CalendarFeed feed, String url) {
        return new CalendarFeedJson(
                Ids.FEED.format(feed.id()),
                Ids.PROVIDER.format(feed.provider()),
                url,
                feed.createdAt(),
                feed.version());
    }

    @Schema(name = "NewCalendarFeed")
    record NewCalendarFeedJson(
            @Schema(description = "Twin of the Idempotency-Key header") @Size(min = 1, max = 255) String requestId,
            @Schema(examples = "prov_01kat3v0000000000000000000") @NotNull @Size(max = 64) String provider) {}
}
