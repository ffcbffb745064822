package org.carepromise.kit.notice;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import jakarta.inject.Inject;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.carepromise.kit.preference.ContactPreferences;
import org.carepromise.kit.preference.Preference;
import org.carepromise.kit.sample.Behind;
import org.carepromise.kit.sample.SampleTest;
import org.carepromise.kit.tx.Transactions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.carepromise.kit.notice.NoticeDelivery.NOON;
import static org.carepromise.kit.notice.NoticeDelivery.notice;
import static org.carepromise.kit.notice.NoticeDelivery.patient;
import static org.carepromise.kit.notice.NoticeDelivery.reachable;
import static org.carepromise.kit.notice.NoticeDelivery.useful;

/** Whoever waits for a notice to be out hears of it once, with what became of it. */
@SampleTest
class NoticeFollowerTest {

    private static final Instant MACHINE = Instant.parse("2026-11-25T12:00:00Z");

    @Inject
    Notices notices;

    @Inject
    DeliverNotices deliver;

    @Inject
    ContactPreferences preferences;

    @Inject
    Transactions transactions;

    @Inject
    FollowedNotices followed;

    @BeforeEach
    void forgetOthers() {
        Behind.change("DELETE FROM notice");
    }

    @Test
    void thatItWasSentIsHeardOnceAndNotBeforeItWas() {
        var notice = decided(notice(reachable(), NOON));
        deliver(NOON.minusSeconds(1));
        assertThat(followed.heardOf(notice)).isEmpty();
        deliver(NOON);
        deliver(NOON.plusSeconds(60));

        assertThat(followed.heardOf(notice)).singleElement().satisfies(ended -> {
            assertThat(ended.state()).isEqualTo(NoticeState.SENT);
            assertThat(ended.subject()).isEqualTo(notice.subject());
            assertThat(ended.endedAt()).isAfterOrEqualTo(NOON);
        });
    }

    @Test
    void thatSomebodyDoesNotWantItIsHeard() {
        var patient = reachable();
        transactions
                .run(tx -> preferences.learn(
                        tx,
                        patient.contactKey(),
                        1,
                        new Preference(Optional.empty(), List.of(), Optional.empty(), Set.of(FollowedNotices.PURPOSE))))
                .await()
                .indefinitely();
        assertThat(endOf(decided(notice(patient, NOON)))).isEqualTo(NoticeState.SUPPRESSED);
    }

    @Test
    void thatItCameTooLateOrCouldNotGoIsHeard() {
        var late = decided(useful(notice(reachable(), NOON.minusSeconds(60)), NOON.minusSeconds(1)));
        assertThat(endOf(late)).isEqualTo(NoticeState.DROPPED);
        var night = Instant.parse("2026-12-09T04:30:00Z");
        var asleep = decided(useful(notice(reachable(), night), night.plus(Duration.ofMinutes(5))));
        deliver(night);
        assertThat(followed.heardOf(asleep).get(0).state()).isEqualTo(NoticeState.DROPPED);
    }

    @Test
    void noticesForAnythingElseAreNotHeard() {
        var other = notice(patient("en", "+12175557788", null), NOON);
        transactions.run(tx -> notices.decide(tx, other)).await().indefinitely();
        deliver(NOON);
        assertThat(followed.heardOf(other)).isEmpty();
    }

    /** What follows and the record are one transaction: the message goes again under its key, and is followed then. */
    @Test
    void whereFollowingFailsTheNoticeIsNotRecordedAsSent() {
        var notice = decided(notice(reachable(), NOON));
        followed.failOnce();
        deliver(NOON);
        assertThat(followed.heardOf(notice)).isEmpty();
        assertThat(Behind.select("SELECT state FROM notice WHERE key = ?", notice.key()))
                .containsExactly("DECIDED");

        deliver.deliverAllDue(NOON.plusSeconds(1), MACHINE.plus(Duration.ofMinutes(3)))
                .await()
                .indefinitely();
        assertThat(followed.heardOf(notice)).hasSize(1);
    }

    private NoticeState endOf(NewNotice notice) {
        deliver(NOON);
        assertThat(followed.heardOf(notice)).hasSize(1);
        return followed.heardOf(notice).get(0).state();
    }

    private NewNotice decided(NewNotice of) {
        var notice = new NewNotice(
                of.key(),
                Purpose.optional(FollowedNotices.PURPOSE),
                of.template(),
                of.subject(),
                of.site(),
                of.patient(),
                of.values(),
                of.earliestAt(),
                of.latestUsefulAt(),
                of.collapseKey());
        transactions.run(tx -> notices.decide(tx, notice)).await().indefinitely();
        return notice;
    }

    private void deliver(Instant now) {
        deliver.deliverAllDue(now, MACHINE).await().indefinitely();
    }
}
