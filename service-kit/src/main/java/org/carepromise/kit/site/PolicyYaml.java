package org.carepromise.kit.site;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.carepromise.worktime.Allowance;
import org.carepromise.worktime.PromiseClock;
import org.carepromise.worktime.PromisePolicy;

/**
 * One policy as the policies file writes it. Of a site's own policy what is absent is as in the general one.
 *
 * @param target the aim, in the same words as the limit; may be absent
 * @param limit hours and minutes such as {@code 2h}, {@code 15m}, {@code 1h30m}, or {@code 5 closings}; at most 400 days
 * @param atRisk the share of the limit's time after which the promise is at risk, in whole percents, such as 0.75
 * @param tiers when the ladder's tiers are due, as shares of the limit's time; 1 is the breach. By default at risk, at the
 *     breach, and at one and a half times the limit
 * @param ladder who is alerted at the tiers, from the first on; may be shorter than they are, or absent
 */
record PolicyYaml(
        PromiseClock clock,
        String target,
        String limit,
        BigDecimal atRisk,
        Boolean mayPause,
        List<BigDecimal> tiers,
        PostYaml onDuty,
        List<PostYaml> ladder) {

    private static final Pattern TIME = Pattern.compile("(?:(\\d{1,4})h)?(?:(\\d{1,4})m)?");
    private static final Pattern CLOSINGS = Pattern.compile("(\\d{1,3}) closings?");
    private static final int MOST_DAYS = 400;
    private static final int BREACH = 100;
    private static final int THIRD_TIER = 150;

    record PostYaml(String pool, String role) {

        DutyPost post() {
            return new DutyPost(pool, role);
        }
    }

    PolicyYaml over(PolicyYaml general) {
        return new PolicyYaml(
                or(clock, general.clock),
                or(target, general.target),
                or(limit, general.limit),
                or(atRisk, general.atRisk),
                or(mayPause, general.mayPause),
                or(tiers, general.tiers),
                or(onDuty, general.onDuty),
                or(ladder, general.ladder));
    }

    SitePolicy policy(PublishedPromise promise, long version) {
        InvalidFile.require(clock != null, "clock: missing");
        InvalidFile.require(limit != null, "limit: missing");
        var pausable = Boolean.TRUE.equals(mayPause);
        InvalidFile.require(!pausable || promise.mayEverPause(), "mayPause: only a routine message's clock may pause");
        int atRiskPercent = atRisk == null
                ? PromisePolicy.DEFAULT_AT_RISK_PERCENT
                : InvalidFile.at("atRisk", () -> percent(atRisk));
        var terms = new PromisePolicy(
                promise.id(),
                version,
                Optional.ofNullable(target).map(text -> InvalidFile.at("target", () -> allowance(text))),
                InvalidFile.at("limit", () -> allowance(limit)),
                atRiskPercent,
                pausable,
                tiers == null
                        ? Stream.of(atRiskPercent, BREACH, THIRD_TIER)
                                .distinct()
                                .toList()
                        : InvalidFile.at(
                                "tiers",
                                () -> tiers.stream().map(PolicyYaml::percent).toList()));
        var climbed = InvalidFile.at(
                "ladder",
                () -> YamlText.orEmpty(ladder).stream().map(PostYaml::post).toList());
        InvalidFile.require(climbed.size() <= terms.tierPercents().size(), "ladder: more posts than tiers");
        return new SitePolicy(
                terms, Optional.ofNullable(onDuty).map(post -> InvalidFile.at("onDuty", post::post)), climbed);
    }

    private Allowance allowance(String text) {
        var closings = CLOSINGS.matcher(text);
        if (closings.matches()) {
            InvalidFile.require(clock == PromiseClock.CLOSE_OF_BUSINESS, clock + " counts time, not closings: " + text);
            var n = Integer.parseInt(closings.group(1));
            InvalidFile.require(n <= MOST_DAYS, "more than " + MOST_DAYS + " closings: " + text);
            return Allowance.closings(n);
        }
        var time = TIME.matcher(text);
        InvalidFile.require(
                time.matches() && !text.isEmpty(), "neither a time such as 2h, 15m, 1h30m nor 5 closings: " + text);
        var allowed = Duration.ofHours(number(time.group(1))).plusMinutes(number(time.group(2)));
        InvalidFile.require(
                allowed.compareTo(Duration.ofDays(MOST_DAYS)) <= 0, "more than " + MOST_DAYS + " days: " + text);
        return Allowance.of(clock, allowed);
    }

    private static long number(String digits) {
        return digits == null ? 0 : Long.parseLong(digits);
    }

    private static int percent(BigDecimal share) {
        try {
            return share.movePointRight(2).intValueExact();
        } catch (ArithmeticException fraction) {
            throw new InvalidFile("not a share in whole percents, such as 0.75: " + share);
        }
    }

    private static <T> T or(T own, T general) {
        return own == null ? general : own;
    }
}
