package org.carepromise.scheduling.waitlist;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import jakarta.inject.Inject;

import io.restassured.response.Response;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.carepromise.kit.notice.DeliverNotices;
import org.carepromise.kit.time.ProductClock;
import org.carepromise.kit.timer.TimerPoller;
import org.carepromise.scheduling.Clinic;
import org.carepromise.scheduling.SchedulingTest;
import org.carepromise.testkit.Behind;
import org.carepromise.testkit.Race;
import org.carepromise.testkit.Tokens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.carepromise.scheduling.waitlist.Waiting.accept;
import static org.carepromise.scheduling.waitlist.Waiting.cancel;
import static org.carepromise.scheduling.waitlist.Waiting.decline;
import static org.carepromise.scheduling.waitlist.Waiting.expiry;
import static org.carepromise.scheduling.waitlist.Waiting.offers;
import static org.carepromise.scheduling.waitlist.Waiting.settle;

/** Whoever races with whom: a seat is one patient's. What is counted at the end is read behind the API. */
@SchedulingTest
class WaitlistRaceTest {

    private static final int CLIENTS = 50;

    @Inject
    TimerPoller timers;

    @Inject
    DeliverNotices notices;

    @Inject
    ProductClock clock;

    private Waiting list;

    @BeforeEach
    void aClinicByDay() {
        Waiting.byDay();
        list = new Waiting(Clinic.simple());
    }

    @Test
    void ofFiftyWhoAcceptOneOfferAtOnceOneBooks() {
        var patients = Clinic.patients(2);
        var ada = patients.get(1);
        var visit = list.booked(patients.get(0), list.slots(1).get(0));
        list.waits(ada);
        cancel(patients.get(0), visit).then().statusCode(200);
        settle();
        var offer = offers(ada).get(0);

        var answers = Race.of(CLIENTS, i -> accept(ada, offer));

        assertThat(statuses(answers, 200)).isEqualTo(1);
        assertThat(statuses(answers, 409) + statuses(answers, 503)).isEqualTo(CLIENTS - 1);
        assertThat(appointments()).isEqualTo(1);
        assertNoSeatIsGivenTwice();
    }

    @Test
    void ofFiftyWhoAcceptAndDeclineAtOnceOneIsHeard() {
        var patients = Clinic.patients(3);
        var ada = patients.get(1);
        var visit = list.booked(patients.get(0), list.slots(1).get(0));
        list.waits(ada);
        list.waits(patients.get(2));
        cancel(patients.get(0), visit).then().statusCode(200);
        settle();
        var offer = offers(ada).get(0);

        var answers = Race.of(CLIENTS, i -> i % 2 == 0 ? accept(ada, offer) : decline(ada, offer));
        settle();

        assertThat(statuses(answers, 200)).isEqualTo(1);
        assertThat(statuses(answers, 409) + statuses(answers, 503)).isEqualTo(CLIENTS - 1);
        assertThat(appointments() + offers(patients.get(2)).size()).isEqualTo(1);
        assertNoSeatIsGivenTwice();
    }

    @Test
    void anAnswerAtTheVeryEndBooksOrIsTooLateAndNeverBoth() {
        var patients = Clinic.patients(3);
        var ada = patients.get(1);
        var ben = patients.get(2);
        var visit = list.booked(patients.get(0), list.slots(1).get(0));
        list.waits(ada);
        list.waits(ben);
        cancel(patients.get(0), visit).then().statusCode(200);
        settle();
        var offer = offers(ada).get(0);
        var end = expiry(ada, offer);
        Clinic.moveClock(end.minus(Duration.ofSeconds(10)));

        var booked = new AtomicInteger();
        Race.of(10, i -> {
            if (i == 0) {
                Clinic.moveClock(end.plus(Duration.ofMillis(1)));
                return null;
            }
            for (int round = 0; round < 10; round++) {
                int status = accept(ada, offer).statusCode();
                assertThat(status).isIn(200, 409, 410, 503);
                if (status == 200) {
                    booked.incrementAndGet();
                }
            }
            return null;
        });
        settle();

        assertThat(booked.get()).isLessThanOrEqualTo(1);
        assertThat(offers(ben)).hasSize(1 - booked.get());
        assertThat(appointments()).isEqualTo(booked.get());
        assertNoSeatIsGivenTwice();
    }

    /** The seats of a whole day come free while strangers grab for them: all go to those who wait, in their order. */
    @Test
    void aStormOfCancellationsServesThoseWhoWaitInTheirOrder() {
        var slots = list.slots(9);
        var owners = Clinic.patients(9);
        var visits = IntStream.range(0, 9)
                .mapToObj(i -> list.booked(owners.get(i), slots.get(i)))
                .toList();
        var waiting = Clinic.patients(14);
        var entries = waiting.stream().map(list::waits).toList();
        var strangers = Clinic.patients(41);

        var answers = Race.of(
                CLIENTS,
                i -> i < 9
                        ? cancel(owners.get(i), visits.get(i))
                        : list.clinic.book(strangers.get(i - 9), slots.get(i % 9)));
        assertThat(answers.stream().map(Response::statusCode)).allMatch(status -> status == 200 || status == 409);
        assertThat(statuses(answers.subList(9, CLIENTS), 409)).isEqualTo(41);
        settle();

        assertThat(waiting.stream().map(patient -> offers(patient).size()))
                .containsExactly(1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0);
        assertNoSeatIsGivenTwice();

        // Five do not wait any more: the next five are asked, and the seats end with whoever says yes.
        var left = Race.of(
                5,
                i -> Clinic.post(
                        Tokens.patient(waiting.get(i)),
                        "/v1/waitlist-entries/" + entries.get(i) + "/withdrawal",
                        Map.of()));
        assertThat(statuses(left, 200)).isEqualTo(5);
        settle();
        assertThat(waiting.subList(9, 14)).allMatch(patient -> offers(patient).size() == 1);
        var accepted = Race.of(
                9, i -> accept(waiting.get(5 + i), offers(waiting.get(5 + i)).get(0)));
        assertThat(statuses(accepted, 200)).isEqualTo(9);
        assertThat(appointments()).isEqualTo(9);
        assertNoSeatIsGivenTwice();
        assertNothingIsLeftHeld();
    }

    /** Three replicas offer and tell while all cancel, accept, decline and grab. */
    @Test
    void whileAllAnswerAtOnceNoSeatIsGivenTwiceAndNobodyHasTwoOffers() {
        var slots = list.slots(9);
        var owners = Clinic.patients(9);
        var visits = IntStream.range(0, 9)
                .mapToObj(i -> list.booked(owners.get(i), slots.get(i)))
                .toList();
        var waiting = Clinic.patients(20);
        waiting.forEach(list::waits);
        var strangers = Clinic.patients(9);

        var statuses = Race.of(9 + 3 + 20 + 9, i -> {
            if (i < 9) {
                int status = cancel(owners.get(i), visits.get(i)).statusCode();
                return status == 503
                        ? List.of(cancel(owners.get(i), visits.get(i)).statusCode())
                        : List.of(status);
            }
            if (i < 12) {
                return offerAndTell();
            }
            return i < 32
                    ? answers(waiting.get(i - 12), i % 3 == 0)
                    : List.of(list.clinic
                            .book(strangers.get(i - 32), slots.get(i - 32))
                            .statusCode());
        });
        settle();

        assertThat(statuses.stream().flatMap(List::stream)).allMatch(status -> status < 500 || status == 503);
        assertNoSeatIsGivenTwice();
        assertThat(waiting).allMatch(patient -> offers(patient).size() <= 1);
        assertThat(Behind.count("SELECT sum(held) FROM slot WHERE provider_id = ?", list.clinic.providerId()))
                .isEqualTo(Behind.count(
                        "SELECT count(*) FROM waitlist_offer WHERE provider_id = ? AND state IN ('PREPARED', 'OPEN')",
                        list.clinic.providerId()));
        assertThat(Behind.count("SELECT count(*) FROM sla_timer WHERE kind LIKE 'waitlist%' AND tries > 0"))
                .isZero();
        // All seats came free, and more wait than there are seats: each is somebody's.
        assertThat(appointments()
                        + waiting.stream()
                                .mapToInt(patient -> offers(patient).size())
                                .sum())
                .isEqualTo(9);
    }

    private List<Integer> offerAndTell() {
        for (int round = 0; round < 15; round++) {
            timers.poll().await().indefinitely();
            notices.deliverDue(clock.instant(), clock.machineInstant()).await().indefinitely();
        }
        return List.of();
    }

    private static List<Integer> answers(String patient, boolean yes) {
        var statuses = new ArrayList<Integer>();
        for (int round = 0; round < 6; round++) {
            var open = Waiting.askForOffers(patient);
            // Where the pool is exhausted the answer is busy, and the patient asks again.
            for (var offer : open.statusCode() == 200 ? open.<List<String>>path("items.id") : List.<String>of()) {
                statuses.add((yes ? accept(patient, offer) : decline(patient, offer)).statusCode());
            }
        }
        return statuses;
    }

    @Test
    void aGroupsFreedSeatMakesOneOffer() {
        list = new Waiting(Clinic.with(Map.of(), Map.of("capacity", 12)));
        var slot = list.slots(1).get(0);
        var owner = Clinic.patient();
        var visit = list.booked(owner, slot);
        var waiting = Clinic.patients(3);
        waiting.forEach(list::waits);

        cancel(owner, visit).then().statusCode(200);
        settle();

        assertThat(waiting.stream().map(patient -> offers(patient).size())).containsExactly(1, 0, 0);
    }

    @Test
    void theCascadeEndsWhenAllHaveLetItPass() {
        var owner = Clinic.patient();
        var slot = list.slots(1).get(0);
        var visit = list.booked(owner, slot);
        var waiting = Clinic.patients(4);
        waiting.forEach(list::waits);
        cancel(owner, visit).then().statusCode(200);

        Clinic.moveClock(Clinic.now().plus(Duration.ofHours(2)));

        assertThat(waiting).allMatch(patient -> offers(patient).isEmpty());
        assertThat(Behind.count(
                        "SELECT count(*) FROM waitlist_offer WHERE provider_id = ? AND state = 'EXPIRED'",
                        list.clinic.providerId()))
                .isEqualTo(4);
        assertThat(list.clinic.freeSlots(200)).contains(slot);
        assertNothingIsLeftHeld();
    }

    private static long statuses(List<Response> answers, int status) {
        return answers.stream().filter(answer -> answer.statusCode() == status).count();
    }

    private long appointments() {
        return Behind.count(
                "SELECT count(*) FROM appointment WHERE provider_id = ? AND state = 'BOOKED'",
                list.clinic.providerId());
    }

    private void assertNoSeatIsGivenTwice() {
        assertThat(Behind.count(
                        "SELECT count(*) FROM slot WHERE provider_id = ? AND (taken + held > capacity OR capacity <"
                                + " (SELECT count(*) FROM appointment WHERE slot.id = ANY (slot_ids) AND state = 'BOOKED')"
                                + " + (SELECT count(*) FROM waitlist_offer WHERE slot.id = ANY (slot_ids)"
                                + " AND state IN ('PREPARED', 'OPEN')) OR taken <>"
                                + " (SELECT count(*) FROM appointment WHERE slot.id = ANY (slot_ids) AND state = 'BOOKED'))",
                        list.clinic.providerId()))
                .isZero();
    }

    private void assertNothingIsLeftHeld() {
        assertThat(Behind.count("SELECT sum(held) FROM slot WHERE provider_id = ?", list.clinic.providerId()))
                .isZero();
    }
}
