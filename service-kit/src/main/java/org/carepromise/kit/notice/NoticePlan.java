package org.carepromise.kit.notice;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import org.carepromise.kit.channel.Channel;
import org.carepromise.kit.preference.Preference;
import org.carepromise.kit.preference.QuietHours;

/** Whether, when, how and in which language a due notice goes. */
final class NoticePlan {

    private final List<Channel> usualChannels;
    private final Set<Channel> open;
    private final QuietHours usualQuietHours;

    /**
     * @param usualChannels the order for those who have not chosen
     * @param open the channels by which anything can leave
     */
    NoticePlan(List<Channel> usualChannels, Set<Channel> open, QuietHours usualQuietHours) {
        this.usualChannels = usualChannels;
        this.open = open;
        this.usualQuietHours = usualQuietHours;
    }

    /**
     * Of the notices that are due together for one contact under one collapse key all but the newest useful one. Newest is
     * the one due last, of those due at one instant the one decided last.
     */
    static Set<UUID> collapsed(Collection<DueNotice> due, Instant now) {
        var newestFirst = Comparator.comparing(DueNotice::dueAt)
                .thenComparing(notice -> notice.id().toString())
                .reversed();
        Map<List<String>, UUID> newest = new HashMap<>();
        var collapsed = new HashSet<UUID>();
        due.stream()
                .filter(notice -> notice.collapseKey().isPresent() && isUseful(notice, now))
                .sorted(newestFirst)
                .forEach(notice -> {
                    var group =
                            List.of(notice.contactKey(), notice.collapseKey().get());
                    if (newest.putIfAbsent(group, notice.id()) != null) {
                        collapsed.add(notice.id());
                    }
                });
        return collapsed;
    }

    /** Its latest useful instant is included. */
    static boolean isUseful(DueNotice notice, Instant now) {
        return !notice.withdrawn() && !now.isAfter(notice.latestUsefulAt());
    }

    NoticeStep step(DueNotice notice, Preference preference, Instant now) {
        if (notice.withdrawn()) {
            return new NoticeStep.End(NoticeState.DROPPED, "withdrawn");
        }
        if (now.isAfter(notice.latestUsefulAt())) {
            return tooLate(notice);
        }
        if (!notice.purpose().mustGo()
                && preference.optedOut().contains(notice.purpose().id())) {
            return new NoticeStep.End(NoticeState.SUPPRESSED, "opted-out");
        }
        if (notice.recipient().isEmpty()) {
            return new NoticeStep.End(NoticeState.GIVEN_UP, "unreadable");
        }
        var to = notice.recipient().get();
        var channel = channel(notice, to, preference);
        if (channel.isEmpty()) {
            return new NoticeStep.End(
                    NoticeState.GIVEN_UP, notice.refusedBy().isEmpty() ? "no-way-to-reach" : "refused");
        }
        var quietUntil = preference.quietHours().orElse(usualQuietHours).endAfter(now, notice.zone());
        if (quietUntil.isPresent()) {
            return quietUntil.get().isAfter(notice.latestUsefulAt())
                    ? new NoticeStep.End(NoticeState.DROPPED, "quiet-hours")
                    : new NoticeStep.Move(quietUntil.get());
        }
        return new NoticeStep.Send(channel.get(), to.address(channel.get()).orElseThrow(), language(to, preference));
    }

    /** What was tried was given up; what never had its chance was dropped. */
    static NoticeStep.End tooLate(DueNotice notice) {
        return new NoticeStep.End(notice.wasTried() ? NoticeState.GIVEN_UP : NoticeState.DROPPED, "too-late");
    }

    private Optional<Channel> channel(DueNotice notice, Recipient to, Preference preference) {
        var order = preference.channels().isEmpty() ? usualChannels : preference.channels();
        return order.stream()
                .filter(open::contains)
                .filter(channel -> !notice.refusedBy().contains(channel))
                .filter(channel -> to.address(channel).isPresent())
                .findFirst();
    }

    /** The first of the contact's choice and the patient's that there are texts in; else English. */
    private static String language(Recipient to, Preference preference) {
        return preference
                .language()
                .map(NoticePlan::primary)
                .filter(NoticeTemplate.LANGUAGES::contains)
                .or(() -> to.language().map(NoticePlan::primary).filter(NoticeTemplate.LANGUAGES::contains))
                .orElse(NoticeTemplate.LANGUAGES.get(0));
    }

    private static String primary(String tag) {
        return Locale.forLanguageTag(tag).getLanguage();
    }

    /**
     * How long to wait after an attempt that failed: doubling, between a half and the whole of it, so that many do not come
     * back at one instant.
     *
     * @param attempts made so far, from 1 on
     * @param chance 0 to 1
     * @param asked what the other side asked for, which is obeyed where it is longer
     */
    static Duration pause(int attempts, Duration first, Duration longest, double chance, Optional<Duration> asked) {
        var doubled = first;
        for (int i = 1; i < attempts && doubled.compareTo(longest) < 0; i++) {
            doubled = doubled.multipliedBy(2);
        }
        var whole = doubled.compareTo(longest) > 0 ? longest : doubled;
        var pause = Duration.ofMillis(Math.round(whole.toMillis() * (0.5 + chance / 2)));
        return asked.filter(longer -> longer.compareTo(pause) > 0).orElse(pause);
    }
}
