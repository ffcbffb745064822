package org.carepromise.scheduling.session;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.carepromise.scheduling.session.SessionPlan.Planned;
import org.carepromise.scheduling.session.SessionPlan.PlannedSlot;

/**
 * A session of a template that is not over, as a change of the template finds it.
 *
 * @param isCancelled whether it does not take place; nothing else is to take its place
 * @param slots in order; closed ones too
 * @param visits booked in it
 * @param heldTypes the visit type of each hold on it
 */
record UpcomingSession(
        UUID id,
        Instant startsAt,
        Instant endsAt,
        boolean isCancelled,
        Optional<List<String>> visitTypes,
        List<Slot> slots,
        List<SessionCap> caps,
        List<Visit> visits,
        List<String> heldTypes) {

    /** One of its slots. A closed one has no seat. */
    record Slot(
            UUID id,
            Instant startsAt,
            Instant endsAt,
            int capacity,
            int overbook,
            Optional<Instant> opensAt,
            int taken,
            int held) {

        boolean isOpen() {
            return capacity > 0;
        }

        boolean isAs(PlannedSlot planned, SessionTemplate template) {
            return capacity == template.capacity()
                    && overbook == template.overbook()
                    && opensAt.equals(planned.opensAt());
        }
    }

    /** A visit that is booked in it. */
    record Visit(
            UUID appointment,
            String reference,
            Instant startsAt,
            String visitType,
            Set<UUID> slots,
            Optional<String> patient) {}

    boolean overlaps(Planned planned) {
        return startsAt.isBefore(planned.endsAt()) && endsAt.isAfter(planned.startsAt());
    }

    /** Whether the slots of both lie on one grain, so that this session can become that one and its visits stay. */
    boolean canBecome(Planned planned, Duration slotLength) {
        return overlaps(planned)
                && slots.stream().filter(Slot::isOpen).allMatch(slot -> Duration.between(slot.startsAt(), slot.endsAt())
                        .equals(slotLength))
                && Duration.between(startsAt, planned.startsAt()).toSeconds() % slotLength.toSeconds() == 0;
    }

    boolean isAs(Planned planned, SessionTemplate template) {
        var byStart = bySlotStart(planned);
        var open = slots.stream().filter(Slot::isOpen).toList();
        return startsAt.equals(planned.startsAt())
                && endsAt.equals(planned.endsAt())
                && visitTypes.equals(template.visitTypes())
                && caps.equals(template.caps())
                && open.size() == byStart.size()
                && open.stream()
                        .allMatch(slot -> byStart.containsKey(slot.startsAt())
                                && slot.isAs(byStart.get(slot.startsAt()), template));
    }

    /** Slots that are open and would not be there any more. */
    List<Slot> without(Planned planned) {
        var byStart = bySlotStart(planned);
        return slots.stream()
                .filter(slot -> slot.isOpen() && !byStart.containsKey(slot.startsAt()))
                .toList();
    }

    List<Visit> visitsIn(List<Slot> some) {
        var ids = some.stream().map(Slot::id).collect(Collectors.toSet());
        return visits.stream()
                .filter(visit -> visit.slots().stream().anyMatch(ids::contains))
                .sorted(Comparator.comparing(Visit::startsAt))
                .toList();
    }

    /** Whether more is booked, or held for a moment, than the template would have room for. */
    boolean isMoreThan(SessionTemplate template) {
        var types = visits.stream().map(Visit::visitType).collect(Collectors.toList());
        types.addAll(heldTypes);
        return slots.stream().anyMatch(slot -> slot.taken() + slot.held() > template.capacity() + template.overbook())
                || template.caps().stream()
                        .anyMatch(cap -> types.stream()
                                        .filter(cap.visitTypes()::contains)
                                        .count()
                                > cap.most());
    }

    private static Map<Instant, PlannedSlot> bySlotStart(Planned planned) {
        return planned.slots().stream().collect(Collectors.toMap(PlannedSlot::startsAt, Function.identity()));
    }
}
