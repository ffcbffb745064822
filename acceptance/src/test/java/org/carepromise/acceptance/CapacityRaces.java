package org.carepromise.acceptance;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.restassured.response.Response;

import org.carepromise.testkit.Race;

import static java.util.Collections.frequency;
import static org.assertj.core.api.Assertions.assertThat;
import static org.carepromise.acceptance.RaceClinic.cap;

/** The races for seats, each told as a case. Whoever is refused hears why; nobody hears that something broke. */
final class CapacityRaces {

    private static final int CLIENTS = 50;
    private static final int OFFERS = 5;

    /** How long ahead of an instant a race for it begins. */
    private static final Duration AHEAD = Duration.ofMillis(1500);

    private final Clients clients;
    private final RaceClinic clinic;

    private CapacityRaces(Clients clients) {
        this.clients = clients;
        this.clinic = new RaceClinic(clients);
    }

    /** By name, to be run by clients of either kind. */
    static Map<String, Consumer<Clients>> all() {
        Map<String, Consumer<CapacityRaces>> races = new LinkedHashMap<>();
        races.put("of fifty who ask for the last seat one gets it", CapacityRaces::lastSeat);
        races.put("a group of twelve takes twelve of fifty", CapacityRaces::groupVisit);
        races.put("visits of unequal lengths never overlap", CapacityRaces::unequalOverlaps);
        races.put("caps hold for each type and for both together", CapacityRaces::caps);
        races.put("a held seat goes to its holder or, once expired, to one stranger", CapacityRaces::holdsAtExpiry);
        races.put("an offer is its patient's or, once expired, the next one's", CapacityRaces::offersAtExpiry);
        races.put("six seats open at one instant and a hundred ask", CapacityRaces::releaseInstant);
        races.put("full slots cannot be swapped, and nobody loses a seat", CapacityRaces::swaps);
        races.put("a visit is moved over its own time by ten at once", CapacityRaces::ownTime);
        races.put("any provider will do, and each has one seat", CapacityRaces::anyProvider);
        races.put("rooms and providers are taken in both orders", CapacityRaces::roomsInBothOrders);
        races.put("one key books once", CapacityRaces::oneKey);
        races.put("one patient is in one place", CapacityRaces::onePatient);
        races.put("fifty book, hold, move and cancel as they like", CapacityRaces::everythingAtOnce);
        return races.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        race -> clients -> race.getValue().accept(new CapacityRaces(clients)),
                        (one, other) -> one,
                        LinkedHashMap::new));
    }

    private void lastSeat() {
        var visit = clinic.visitType("PT20M");
        var slot = clinic.session(clinic.provider(12, 1, visit), visit, 12).get(0);
        var answers = Race.of(CLIENTS, i -> clients.book(slot, visit));
        assertOutcomes(answers, 1, Set.of("slot-full"));
    }

    private void groupVisit() {
        var visit = clinic.visitType("PT20M");
        var slot = clinic.session(clinic.provider(12, 12, visit), visit, 12).get(0);
        var answers = Race.of(CLIENTS, i -> clients.book(slot, visit));
        assertOutcomes(answers, 12, Set.of("slot-full"));
    }

    private void unequalOverlaps() {
        var visits = List.of(
                clinic.visitType("PT20M"),
                clinic.visitType("PT40M"),
                clinic.visitType("PT1H", Map.of("bufferBefore", "PT10M", "bufferAfter", "PT20M")));
        var slots = clinic.session(clinic.provider(12, 1, visits.toArray(String[]::new)), visits.get(0), 12);
        var answers = Race.of(CLIENTS + 10, i -> clients.book(slots.get(i % 12), visits.get(i % 5 % 3)));
        assertThat(booked(answers)).hasSizeBetween(3, 12);
        assertRefusals(answers, Set.of("slot-full", "visit-does-not-fit"));
    }

    private void caps() {
        var fresh = clinic.visitType("PT20M");
        var physical = clinic.visitType("PT20M");
        var caps = List.of(cap(3, fresh), cap(2, physical), cap(4, fresh, physical));
        var provider = clinic.provider(12, 1, caps, fresh, physical);
        var first = clinic.session(provider, fresh, 12, 0);
        var second = clinic.session(provider, fresh, 12, 1);
        assertOutcomes(Race.of(10, i -> clients.book(first.get(i), fresh)), 3, Set.of("cap-reached"));
        var free = clinic.shown(provider, physical, first);
        Clients.expect(201, clients.book(free.get(0), physical));
        assertThat(Clients.code(clients.book(free.get(1), physical))).isEqualTo("cap-reached");

        var answers = Race.of(CLIENTS, i -> clients.book(second.get(i % 12), i % 2 == 0 ? fresh : physical));
        assertOutcomes(answers, 4, Set.of("slot-full", "cap-reached"));
    }

    private void holdsAtExpiry() {
        var visit = clinic.visitType("PT20M");
        var slots = clinic.session(clinic.provider(12, 1, visit), visit, 12).subList(0, 10);
        var holders = slots.stream().map(slot -> clients.patient()).toList();
        var holds = Race.of(10, i -> Clients.expect(201, clients.hold(holders.get(i), slots.get(i), visit)));
        var expiries = holds.stream()
                .map(hold -> Instant.parse(hold.path("expiresAt")))
                .toList();
        clinic.moveClockTo(
                expiries.stream().min(Instant::compareTo).orElseThrow().minus(AHEAD));

        var answers = Race.of(CLIENTS + 10, i -> {
            if (i >= 10) {
                return untilItIsDecided(slots.get(i % 10), visit);
            }
            clinic.await(expiries.get(i), Duration.ofMillis(4L * i));
            return clients.bookHeld(holders.get(i), holds.get(i).path("id"));
        });

        assertRefusals(answers.subList(0, 10), Set.of("hold-expired"));
        assertRefusals(answers.subList(10, answers.size()), Set.of("slot-full"));
        assertThat(booked(answers).stream().map(answer -> answer.<String>path("slotId")))
                .containsExactlyInAnyOrderElementsOf(slots);
    }

    /** A seat that is only held may come back: then it says when. */
    private Response untilItIsDecided(String slot, String visit) {
        while (true) {
            var answer = clients.book(slot, visit);
            if (answer.statusCode() == 201 || answer.path("opensAt") == null) {
                return answer;
            }
        }
    }

    private void offersAtExpiry() {
        clinic.awaitDay();
        var visit = clinic.visitType("PT20M");
        var provider = clinic.provider(12, 1, visit);
        var slots = clinic.session(provider, visit, 12).subList(0, OFFERS);
        var booked = slots.stream()
                .map(slot -> Clients.expect(201, clients.book(slot, visit)).<String>path("id"))
                .toList();
        var waiting = Stream.generate(clients::patient).limit(2 * OFFERS).toList();
        waiting.forEach(token -> clients.await(token, visit));
        booked.forEach(appointment -> Clients.expect(200, clients.cancel(appointment)));
        var offers = waiting.subList(0, OFFERS).stream().map(clients::sentOffer).toList();
        var expiries = offers.stream()
                .map(offer -> Instant.parse(offer.get("expiresAt")))
                .toList();
        clinic.moveClockTo(
                expiries.stream().min(Instant::compareTo).orElseThrow().minus(AHEAD));

        var answers = Race.of(CLIENTS, i -> {
            if (i >= OFFERS) {
                return clients.book(slots.get(i % OFFERS), visit);
            }
            clinic.await(expiries.get(i), Duration.ofMillis(8L * i));
            return clients.accept(waiting.get(i), offers.get(i).get("id"));
        });

        assertRefusals(answers.subList(0, OFFERS), Set.of("offer-expired"));
        assertOutcomes(answers.subList(OFFERS, CLIENTS), 0, Set.of("slot-full"));
        // What was let pass goes to somebody else who waits: one after the other, until all seats are taken.
        while (clinic.seated(slots) < OFFERS) {
            var offered = clients.whoeverIsOffered(waiting);
            Clients.expect(
                    200, clients.accept(offered, clients.sentOffer(offered).get("id")));
        }
        assertThat(clinic.seated(slots)).isEqualTo(OFFERS);
    }

    private void releaseInstant() {
        var visit = clinic.visitType("PT20M");
        var provider = clinic.provider(20, 1, visit);
        var session = clinic.session(provider, visit, 20);
        var late = session.subList(14, 20);
        var opensAt = clinic.now().plus(AHEAD);
        clinic.openAt(opensAt, late);
        assertThat(clinic.shown(provider, visit, session)).hasSizeBetween(14, 20);

        var answers = Race.of(2 * CLIENTS, i -> untilItIsReleased(late.get(i % 6), visit));

        assertOutcomes(answers, 6, Set.of("slot-full"));
        assertThat(clinic.firstBooking(late)).isAfterOrEqualTo(opensAt);
        assertThat(clinic.shown(provider, visit, session)).isEqualTo(session.subList(0, 14));
    }

    private Response untilItIsReleased(String slot, String visit) {
        while (true) {
            var answer = clients.book(slot, visit);
            if (!"slot-not-released".equals(Clients.code(answer))) {
                return answer;
            }
        }
    }

    private void swaps() {
        var visit = clinic.visitType("PT20M");
        var slots = Stream.of(clinic.provider(12, 1, visit), clinic.provider(12, 1, visit))
                .map(provider -> clinic.session(provider, visit, 12).get(3))
                .toList();
        var appointments = slots.stream()
                .map(slot -> Clients.expect(201, clients.book(slot, visit)).<String>path("id"))
                .toList();
        var answers = Race.of(CLIENTS, i -> clients.move(appointments.get(i % 2), slots.get((i + 1) % 2)));
        assertOutcomes(answers, 0, Set.of("slot-full"));
        for (int i = 0; i < 2; i++) {
            var still = clients.get("/v1/appointments/{id}", appointments.get(i));
            assertThat(still.<String>path("state")).isEqualTo("BOOKED");
            assertThat(still.<String>path("slotId")).isEqualTo(slots.get(i));
        }
    }

    private void ownTime() {
        var visit = clinic.visitType("PT40M");
        var small = clinic.visitType("PT20M");
        var slots = clinic.session(clinic.provider(12, 1, visit, small), small, 12);
        String appointment =
                Clients.expect(201, clients.book(slots.get(4), visit)).path("id");
        var answers = Race.of(
                CLIENTS,
                i -> i < 10
                        ? clients.move(appointment, slots.get(3 + i % 3))
                        : clients.book(slots.get(3 + i % 4), small));
        assertThat(answers.subList(0, 10))
                .allSatisfy(answer -> assertThat(answer.statusCode()).isIn(200, 409));
        assertThat(answers.subList(0, 10).stream()
                        .filter(answer -> answer.statusCode() == 200)
                        .map(answer -> answer.<String>path("id")))
                .containsOnly(appointment);
        assertThat(booked(answers.subList(10, CLIENTS))).hasSizeBetween(1, 2);
        assertRefusals(answers, Set.of("slot-full", "visit-does-not-fit"));
    }

    private void anyProvider() {
        var visit = clinic.visitType("PT20M");
        var slots = IntStream.range(0, 3)
                .mapToObj(i ->
                        clinic.session(clinic.provider(12, 1, visit), visit, 12).get(2))
                .toList();
        var answers = Race.of(
                CLIENTS,
                i -> i % 5 == 0
                        ? clients.book(slots.get(i % 3), visit)
                        : clients.bookAnyProvider(slots.get(i % 3), visit));
        assertOutcomes(answers, 3, Set.of("slot-full"));
        assertThat(booked(answers).stream().map(answer -> answer.<String>path("slotId")))
                .containsExactlyInAnyOrderElementsOf(slots);
    }

    private void roomsInBothOrders() {
        var kind = "room-" + UUID.randomUUID();
        clinic.room(kind);
        clinic.room(kind);
        var visit = clinic.visitType("PT20M", Map.of("resourceKind", kind, "bufferAfter", "PT10M"));
        var providers = List.of(clinic.provider(12, 5, visit), clinic.provider(12, 5, visit));
        var sessions = providers.stream()
                .map(provider -> clinic.session(provider, visit, 12))
                .toList();
        // for one time, by way of either provider and then of the other
        var answers = Race.of(CLIENTS, i -> {
            var first = clients.book(sessions.get(i % 2).get(0), visit);
            return first.statusCode() == 201
                    ? first
                    : clients.book(sessions.get((i + 1) % 2).get(0), visit);
        });
        assertOutcomes(answers, 2, Set.of("resource-taken"));

        // two at each of two times, who all want to be at the other time with the other provider
        var early = booked(answers).stream()
                .map(answer -> answer.<String>path("id"))
                .toList();
        var late = IntStream.range(0, 2)
                .mapToObj(i -> Clients.expect(201, clients.book(sessions.get(i).get(4), visit))
                        .<String>path("id"))
                .toList();
        var moves = Race.of(
                CLIENTS,
                i -> i % 2 == 0
                        ? clients.move(
                                early.get(i / 2 % 2), sessions.get(i / 4 % 2).get(4))
                        : clients.move(
                                late.get(i / 2 % 2), sessions.get(i / 4 % 2).get(0)));
        assertOutcomes(moves, 0, Set.of("resource-taken"));
        // and once one room is free at each, whoever comes first
        clients.cancel(early.get(0));
        clients.cancel(late.get(0));
        var more = Race.of(
                CLIENTS,
                i -> i % 2 == 0
                        ? clients.move(early.get(1), sessions.get(i / 2 % 2).get(4))
                        : clients.move(late.get(1), sessions.get(i / 2 % 2).get(0)));
        assertRefusals(more, Set.of("resource-taken"));
    }

    private void oneKey() {
        var visit = clinic.visitType("PT20M");
        var slot = clinic.session(clinic.provider(12, 20, visit), visit, 12).get(0);
        var key = UUID.randomUUID().toString();
        var patient = "pat-" + UUID.randomUUID();
        var answers = Race.of(CLIENTS, i -> clients.bookUnder(key, slot, visit, patient));
        assertThat(answers.stream().map(Response::statusCode)).containsOnly(201);
        assertThat(answers.stream().map(Response::asString).distinct()).hasSize(1);
    }

    private void onePatient() {
        var visit = clinic.visitType("PT20M");
        var longer = clinic.visitType("PT1H");
        var slots = IntStream.range(0, 5)
                .mapToObj(i -> clinic.session(clinic.provider(12, 5, visit, longer), visit, 12))
                .toList();
        var patient = "pat-" + UUID.randomUUID();
        var answers = Race.of(
                CLIENTS, i -> clients.book(slots.get(i % 5).get(3 + i % 3), i % 2 == 0 ? visit : longer, patient));
        assertThat(booked(answers)).hasSizeBetween(1, 3);
        assertRefusals(answers, Set.of("patient-already-booked", "slot-full", "visit-does-not-fit"));
    }

    private void everythingAtOnce() {
        long seed = Long.getLong("race.seed", System.nanoTime());
        System.out.printf("everything at once: -Drace.seed=%d%n", seed);
        var kind = "room-" + UUID.randomUUID();
        IntStream.range(0, 3).forEach(i -> clinic.room(kind));
        var visits = List.of(
                clinic.visitType("PT20M", Map.of("resourceKind", kind)),
                clinic.visitType("PT40M", Map.of("bufferAfter", "PT10M")),
                clinic.visitType("PT20M", Map.of("futureLimit", 2)));
        var all = visits.toArray(String[]::new);
        // one provider's sessions are capped, and their caps overlap
        var caps = List.of(
                cap(5, visits.get(0), visits.get(1)), cap(4, visits.get(1)), cap(6, visits.get(0), visits.get(2)));
        var providers = List.of(clinic.provider(12, 2, caps, all), clinic.provider(12, 1, all));
        var sessions = providers.stream()
                .flatMap(provider ->
                        IntStream.range(0, 2).mapToObj(number -> clinic.session(provider, visits.get(2), 12, number)))
                .toList();
        var slots =
                sessions.stream().flatMap(session -> session.stream().limit(8)).toList();
        var tokens =
                IntStream.range(0, CLIENTS).mapToObj(i -> clients.patient()).toList();
        var answers = Race.of(CLIENTS, i -> wander(new Random(seed + i), tokens.get(i), slots, visits));
        assertRefusals(
                answers.stream().flatMap(List::stream).toList(),
                Set.of(
                        "slot-full",
                        "visit-does-not-fit",
                        "cap-reached",
                        "resource-taken",
                        "patient-already-booked",
                        "future-limit-reached",
                        "hold-limit"));
    }

    private List<Response> wander(Random random, String token, List<String> slots, List<String> visits) {
        var answers = new ArrayList<Response>();
        var mine = new ArrayList<String>();
        for (int step = 0; step < 8; step++) {
            var slot = slots.get(random.nextInt(slots.size()));
            var visit = visits.get(random.nextInt(visits.size()));
            var other = mine.isEmpty() ? null : mine.get(random.nextInt(mine.size()));
            int what = other == null ? random.nextInt(2) : random.nextInt(4);
            var answer =
                    switch (what) {
                        case 0 -> clients.book(slot, visit);
                        case 1 -> clients.hold(token, slot, visit);
                        case 2 -> clients.move(other, slot);
                        default -> clients.cancel(other);
                    };
            if (what == 1 && answer.statusCode() == 201) {
                String hold = answer.path("id");
                answer = random.nextBoolean() ? clients.bookHeld(token, hold) : clients.release(token, hold);
            } else if (what == 3) {
                mine.remove(other);
            }
            if (answer.statusCode() == 201) {
                mine.add(answer.path("id"));
            }
            answers.add(answer);
        }
        return answers;
    }

    private static List<Response> booked(List<Response> answers) {
        return answers.stream().filter(answer -> answer.statusCode() == 201).toList();
    }

    private static void assertOutcomes(List<Response> answers, int booked, Set<String> refusals) {
        assertThat(frequency(answers.stream().map(Response::statusCode).toList(), 201))
                .as("booked")
                .isEqualTo(booked);
        assertRefusals(answers, refusals);
        assertThat(answers.stream().filter(answer -> answer.statusCode() >= 400))
                .as("refused")
                .hasSize(answers.size() - booked);
    }

    private static void assertRefusals(List<Response> answers, Set<String> refusals) {
        assertThat(answers.stream()
                        .filter(answer -> answer.statusCode() >= 300)
                        .map(answer -> answer.statusCode() + " " + Clients.code(answer))
                        .distinct())
                .isSubsetOf(refusals.stream()
                        .map(code -> (code.endsWith("-expired") ? "410 " : "409 ") + code)
                        .toList());
    }
}
