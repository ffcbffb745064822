package org.carepromise.kit.promise;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import org.carepromise.worktime.Allowance;
import org.carepromise.worktime.PromiseClock;
import org.carepromise.worktime.PromisePolicy;

/** A policy as a promise keeps it: what the file said when it was made, whatever it says later. */
final class PolicyColumn {

    private PolicyColumn() {}

    static JsonObject of(PromisePolicy policy) {
        var json = new JsonObject()
                .put("clock", policy.limit().clock().name())
                .put("limit", amount(policy.limit()))
                .put("atRiskPercent", policy.atRiskPercent())
                .put("pausable", policy.pausable())
                .put("tierPercents", new JsonArray(policy.tierPercents()));
        policy.target().ifPresent(target -> json.put("target", amount(target)));
        return json;
    }

    static PromisePolicy read(String id, long version, JsonObject json) {
        var clock = PromiseClock.valueOf(json.getString("clock"));
        return new PromisePolicy(
                id,
                version,
                Optional.ofNullable(json.getLong("target")).map(amount -> allowance(clock, amount)),
                allowance(clock, json.getLong("limit")),
                json.getInteger("atRiskPercent"),
                json.getBoolean("pausable"),
                List.copyOf(json.getJsonArray("tierPercents").stream()
                        .map(percent -> ((Number) percent).intValue())
                        .toList()));
    }

    /** Microseconds, or closings where the clock counts those. */
    private static long amount(Allowance allowance) {
        return allowance.closings() > 0 ? allowance.closings() : micros(allowance.time());
    }

    private static Allowance allowance(PromiseClock clock, long amount) {
        return clock == PromiseClock.CLOSE_OF_BUSINESS
                ? Allowance.closings((int) amount)
                : Allowance.of(clock, Duration.of(amount, ChronoUnit.MICROS));
    }

    static long micros(Duration duration) {
        return duration.toNanos() / 1_000;
    }
}
