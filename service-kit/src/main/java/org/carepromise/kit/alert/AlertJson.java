package org.carepromise.kit.alert;

import java.time.Instant;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** An alert as it goes over the wire; its steps in their order, where one alert is read. */
@Schema(name = "Alert")
@JsonInclude(JsonInclude.Include.NON_NULL)
record AlertJson(
        String id,
        String site,
        String pool,
        String role,
        String kind,
        String subject,
        String promiseId,
        AlertState state,
        int step,
        Instant raisedAt,
        Instant unansweredAt,
        Instant acknowledgedAt,
        String acknowledgedBy,
        List<StepJson> steps,
        long version) {

    /**
     * Whom it went to.
     *
     * @param desk where it is shown, if it went to a desk; other addresses are nobody's business but the roster's
     */
    @Schema(name = "AlertStep")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record StepJson(
            int step,
            AlertPlan.Rung rung,
            String person,
            String channel,
            String desk,
            Instant at,
            AlertStep.Delivery delivery) {

        static StepJson of(AlertStep step) {
            var contact = step.contact();
            return new StepJson(
                    step.step(),
                    step.rung(),
                    step.person(),
                    contact.channel().name(),
                    step.delivery() == AlertStep.Delivery.AT_DESK ? contact.address() : null,
                    step.at(),
                    step.delivery());
        }
    }

    static AlertJson of(Alert alert) {
        return of(alert, null);
    }

    static AlertJson of(Alert alert, List<AlertStep> steps) {
        return new AlertJson(
                alert.id(),
                alert.site(),
                alert.post().pool(),
                alert.post().role(),
                alert.kind(),
                alert.subject(),
                alert.promiseId(),
                alert.state(),
                alert.step(),
                alert.raisedAt(),
                alert.unansweredAt(),
                alert.acknowledgedAt(),
                alert.acknowledgedBy(),
                steps == null ? null : steps.stream().map(StepJson::of).toList(),
                alert.version());
    }
}
