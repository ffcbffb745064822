package org.carepromise.kit.notice;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.carepromise.kit.channel.Channel;
import org.carepromise.kit.preference.Preference;
import org.carepromise.kit.preference.QuietHours;

import static org.assertj.core.api.Assertions.assertThat;

class NoticePlanTest {

    private static final Instant NOON = Instant.parse("2026-12-08T18:00:00Z");
    private static final QuietHours NIGHT = new QuietHours(LocalTime.of(21, 0), LocalTime.of(8, 0));
    private static final Set<Channel> ALL = Set.of(Channel.SMS, Channel.MAIL, Channel.PUSH);
    private static final NoticePlan PLAN = new NoticePlan(List.of(Channel.SMS, Channel.MAIL, Channel.PUSH), ALL, NIGHT);
    private static final Recipient ADA = new Recipient(
            Optional.of("pat-1"), Optional.of("+1"), Optional.of("a@b"), Optional.empty(), Optional.empty());

    private record Facts(
            Recipient to, Instant dueAt, Instant latestUsefulAt, int attempts, Set<Channel> refusedBy, boolean mustGo) {

        DueNotice notice() {
            return notice(Optional.empty(), new UUID(0, 0));
        }

        DueNotice notice(Optional<String> collapseKey, UUID id) {
            return new DueNotice(
                    id,
                    "key",
                    new Purpose("test", mustGo),
                    "template",
                    "subject",
                    "site",
                    ZoneId.of("America/Chicago"),
                    List.of("contact"),
                    collapseKey,
                    Optional.ofNullable(to),
                    Map.of(),
                    List.of(),
                    dueAt,
                    latestUsefulAt,
                    false,
                    attempts,
                    refusedBy);
        }
    }

    private static final Facts USUAL = new Facts(ADA, NOON, NOON.plusSeconds(3_600), 1, Set.of(), false);

    @ParameterizedTest
    @CsvSource({
        // wanted, open, refused by, channel
        "'', SMS MAIL PUSH, '', SMS",
        "'', MAIL PUSH, '', MAIL",
        "'', SMS MAIL PUSH, SMS, MAIL",
        "'', SMS MAIL PUSH, SMS MAIL, PUSH",
        "'', SMS MAIL PUSH, SMS MAIL PUSH, refused",
        "MAIL, SMS MAIL PUSH, '', MAIL",
        "MAIL, SMS MAIL PUSH, MAIL, refused",
        "PUSH MAIL, SMS MAIL PUSH, '', PUSH",
        "PUSH, SMS MAIL, '', no-way-to-reach"
    })
    void theFirstChannelThatIsWantedOpenAndNotRefusedIsTaken(
            String wanted, String open, String refusedBy, String outcome) {
        var plan = new NoticePlan(List.of(Channel.SMS, Channel.MAIL, Channel.PUSH), Set.copyOf(channels(open)), NIGHT);
        var preference = new Preference(Optional.empty(), channels(wanted), Optional.empty(), Set.of());
        var facts = new Facts(ADA, NOON, USUAL.latestUsefulAt, 1, Set.copyOf(channels(refusedBy)), false);
        var step = plan.step(facts.notice(), preference, NOON);
        assertThat(step instanceof NoticeStep.Send send ? send.channel().name() : ((NoticeStep.End) step).reason())
                .isEqualTo(outcome);
    }

    @ParameterizedTest
    @CsvSource({"es-MX, en, es", "de, es, es", "de, fr, en", "'', es-US, es", "'', '', en", "EN, es, en", "xx-, es, es"
    })
    void theLanguageIsTheFirstOfPreferenceAndPatientThatThereAreTextsIn(String wanted, String own, String language) {
        var to = new Recipient(
                ADA.id(), ADA.phone(), ADA.email(), Optional.of(own).filter(tag -> !tag.isEmpty()), Optional.empty());
        var preference = new Preference(
                Optional.of(wanted).filter(tag -> !tag.isEmpty()), List.of(), Optional.empty(), Set.of());
        var step = PLAN.step(new Facts(to, NOON, NOON, 1, Set.of(), false).notice(), preference, NOON);
        assertThat(((NoticeStep.Send) step).language()).isEqualTo(language);
    }

    @Test
    void theLatestUsefulInstantIsIncluded() {
        assertThat(PLAN.step(USUAL.notice(), Preference.NONE, USUAL.latestUsefulAt))
                .isInstanceOf(NoticeStep.Send.class);
        assertThat(PLAN.step(USUAL.notice(), Preference.NONE, USUAL.latestUsefulAt.plusNanos(1_000)))
                .isEqualTo(new NoticeStep.End(NoticeState.DROPPED, "too-late"));
    }

    @Test
    void whatWasTriedInVainIsGivenUpNotDropped() {
        var tried = new Facts(ADA, NOON, NOON, 2, Set.of(), false);
        assertThat(PLAN.step(tried.notice(), Preference.NONE, NOON.plusSeconds(1)))
                .isEqualTo(new NoticeStep.End(NoticeState.GIVEN_UP, "too-late"));
    }

    @Test
    void optingOutHoldsForItsPurposeAndNotForWhatMustGo() {
        var out = new Preference(Optional.empty(), List.of(), Optional.empty(), Set.of("test"));
        var other = new Preference(Optional.empty(), List.of(), Optional.empty(), Set.of("other"));
        assertThat(PLAN.step(USUAL.notice(), out, NOON))
                .isEqualTo(new NoticeStep.End(NoticeState.SUPPRESSED, "opted-out"));
        assertThat(PLAN.step(USUAL.notice(), other, NOON)).isInstanceOf(NoticeStep.Send.class);
        var mustGo = new Facts(ADA, NOON, NOON, 1, Set.of(), true);
        assertThat(PLAN.step(mustGo.notice(), out, NOON)).isInstanceOf(NoticeStep.Send.class);
    }

    @Test
    void whatCannotBeReadAnyMoreIsGivenUp() {
        var lost = new Facts(null, NOON, NOON, 1, Set.of(), false);
        assertThat(PLAN.step(lost.notice(), Preference.NONE, NOON))
                .isEqualTo(new NoticeStep.End(NoticeState.GIVEN_UP, "unreadable"));
    }

    @Test
    void nothingIsEverSentInQuietHoursOrAfterItsUseAndFollowingThePlanEnds() {
        long seed = new SplittableRandom().nextLong();
        var random = new SplittableRandom(seed);
        var zones = List.of("America/Chicago", "Pacific/Honolulu", "Europe/Madrid", "Australia/Lord_Howe");
        for (int i = 0; i < 20_000; i++) {
            var zone = zones.get(random.nextInt(zones.size()));
            var to = new Recipient(ADA.id(), ADA.phone(), ADA.email(), Optional.empty(), Optional.of(zone));
            var quiet = new QuietHours(LocalTime.of(random.nextInt(24), 0), LocalTime.of(random.nextInt(24), 30));
            var preference = new Preference(Optional.empty(), List.of(), Optional.of(quiet), Set.of());
            var now = Instant.parse("2026-10-20T00:00:00Z").plusSeconds(random.nextLong(180L * 86_400));
            var latest = now.plusSeconds(random.nextLong(-7_200, 2 * 86_400));
            var notice = new Facts(to, now, latest, 1, Set.of(), false).notice();
            NoticeStep step = PLAN.step(notice, preference, now);
            int moves = 0;
            while (step instanceof NoticeStep.Move move) {
                assertThat(move.to()).as("seed " + seed).isAfter(now).isBeforeOrEqualTo(latest);
                assertThat(++moves).as("seed " + seed).isLessThan(4);
                now = move.to();
                step = PLAN.step(notice, preference, now);
            }
            if (step instanceof NoticeStep.Send) {
                assertThat(now).as("seed " + seed).isBeforeOrEqualTo(latest);
                assertThat(quiet.endAfter(now, ZoneId.of(zone)))
                        .as("seed " + seed)
                        .isEmpty();
            }
        }
    }

    @Test
    void ofEachGroupExactlyOneUsefulNoticeStays() {
        long seed = new SplittableRandom().nextLong();
        var random = new SplittableRandom(seed);
        for (int round = 0; round < 2_000; round++) {
            var due = new ArrayList<DueNotice>();
            for (int i = 0; i < random.nextInt(12); i++) {
                var facts = new Facts(
                        ADA,
                        NOON.minusSeconds(random.nextInt(3)),
                        NOON.plusSeconds(random.nextInt(-1, 3)),
                        1,
                        Set.of(),
                        false);
                var key = random.nextInt(4) == 0 ? Optional.<String>empty() : Optional.of("k" + random.nextInt(3));
                due.add(facts.notice(key, new UUID(0, i)));
            }
            var collapsed = NoticePlan.collapsed(due, NOON);
            var staying = due.stream()
                    .filter(notice -> NoticePlan.isUseful(notice, NOON))
                    .filter(notice -> !collapsed.contains(notice.id()))
                    .toList();
            var groups = due.stream()
                    .filter(notice -> NoticePlan.isUseful(notice, NOON))
                    .filter(notice -> notice.collapseKey().isPresent())
                    .collect(
                            Collectors.groupingBy(notice -> notice.collapseKey().get()));
            groups.forEach((key, members) -> {
                var stays = staying.stream()
                        .filter(notice -> notice.collapseKey().equals(Optional.of(key)))
                        .toList();
                assertThat(stays).as("seed " + seed).hasSize(1);
                assertThat(members).allSatisfy(member -> assertThat(member.dueAt())
                        .isBeforeOrEqualTo(stays.get(0).dueAt()));
            });
            due.stream()
                    .filter(notice -> notice.collapseKey().isEmpty() || !NoticePlan.isUseful(notice, NOON))
                    .forEach(notice -> assertThat(collapsed).as("seed " + seed).doesNotContain(notice.id()));
        }
    }

    @Test
    void pausesDoubleUpToTheLongestAndObeyWhatIsAsked() {
        var first = Duration.ofSeconds(10);
        var longest = Duration.ofHours(1);
        assertThat(NoticePlan.pause(1, first, longest, 1, Optional.empty())).isEqualTo(first);
        assertThat(NoticePlan.pause(1, first, longest, 0, Optional.empty())).isEqualTo(Duration.ofSeconds(5));
        assertThat(NoticePlan.pause(4, first, longest, 1, Optional.empty())).isEqualTo(Duration.ofSeconds(80));
        assertThat(NoticePlan.pause(1_000_000, first, longest, 1, Optional.empty()))
                .isEqualTo(longest);
        assertThat(NoticePlan.pause(1, first, longest, 1, Optional.of(Duration.ofDays(1))))
                .isEqualTo(Duration.ofDays(1));
        assertThat(NoticePlan.pause(1, first, longest, 1, Optional.of(Duration.ofSeconds(1))))
                .isEqualTo(first);
    }

    private static List<Channel> channels(String names) {
        return names.isBlank()
                ? List.of()
                : java.util.Arrays.stream(names.split(" "))
                        .map(Channel::valueOf)
                        .toList();
    }
}
