package org.carepromise.scheduling.appointment;

import java.util.List;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;

import org.carepromise.kit.audit.AuditTrail;
import org.carepromise.kit.link.Link;
import org.carepromise.kit.link.LinkProblem;
import org.carepromise.kit.link.LinkPurpose;
import org.carepromise.kit.link.Links;
import org.carepromise.kit.problem.Problem;
import org.carepromise.kit.tx.Transactions;
import org.carepromise.kit.tx.Tx;
import org.carepromise.scheduling.appointment.AppointmentJson.CancellationJson;
import org.carepromise.scheduling.availability.Availability;
import org.carepromise.scheduling.link.AppointmentLinks;

/**
 * Does what a link is for, by the same use cases as with a token. What a link has done once it does again without a change:
 * people tap twice. Whoever only looks changes nothing: mail scanners follow every link.
 */
@ApplicationScoped
class FollowAppointmentLink {

    private static final List<LinkPurpose> ANY =
            List.of(AppointmentLinks.CONFIRMATION, AppointmentLinks.CANCELLATION, AppointmentLinks.RESCHEDULE);

    private final Links links;
    private final Transactions transactions;
    private final AppointmentStore store;
    private final AppointmentLinkStore linkStore;
    private final AdvanceAppointment advanceAppointment;
    private final CancelAppointment cancelAppointment;
    private final RescheduleAppointment rescheduleAppointment;
    private final Availability availability;
    private final AuditTrail audit;

    FollowAppointmentLink(
            Links links,
            Transactions transactions,
            AppointmentStore store,
            AppointmentLinkStore linkStore,
            AdvanceAppointment advanceAppointment,
            CancelAppointment cancelAppointment,
            RescheduleAppointment rescheduleAppointment,
            Availability availability,
            AuditTrail audit) {
        this.links = links;
        this.transactions = transactions;
        this.store = store;
        this.linkStore = linkStore;
        this.advanceAppointment = advanceAppointment;
        this.cancelAppointment = cancelAppointment;
        this.rescheduleAppointment = rescheduleAppointment;
        this.availability = availability;
        this.audit = audit;
    }

    Uni<LinkedVisit> look(String token) {
        return transactions.run(tx -> {
            var link = links.read(token, ANY, tx.now());
            return found(tx, link)
                    .invoke(appointment -> {
                        if (!hasDone(link, appointment)) {
                            link.requireEpoch(appointment.sequence());
                        }
                        note(tx, link, appointment, "readAppointmentLink");
                    })
                    .flatMap(appointment -> visit(tx, link, appointment));
        });
    }

    Uni<LinkedVisit> confirm(String token) {
        return transactions.run(tx -> {
            var link = links.read(token, List.of(AppointmentLinks.CONFIRMATION), tx.now());
            return locked(tx, link)
                    .flatMap(appointment -> {
                        link.requireEpoch(appointment.sequence());
                        return advanceAppointment.take(
                                tx,
                                link.caller(appointment.site()),
                                appointment.id(),
                                AppointmentStep.CONFIRMATION,
                                "confirmByLink",
                                null,
                                null);
                    })
                    .flatMap(confirmed -> visit(tx, link, confirmed));
        });
    }

    Uni<LinkedVisit> cancel(String token) {
        return transactions.run(tx -> {
            var link = links.read(token, List.of(AppointmentLinks.CANCELLATION), tx.now());
            return locked(tx, link)
                    .flatMap(appointment -> {
                        if (hasDone(link, appointment)) {
                            return Uni.createFrom().item(appointment);
                        }
                        link.requireEpoch(appointment.sequence());
                        return cancelAppointment.cancel(
                                tx, link.caller(appointment.site()), appointment.id(), CancellationJson.BY_LINK, null);
                    })
                    .flatMap(cancelled -> visit(tx, link, cancelled));
        });
    }

    Uni<LinkedVisit> reschedule(String token, UUID slot) {
        return transactions.run(tx -> {
            var link = links.read(token, List.of(AppointmentLinks.RESCHEDULE), tx.now());
            return locked(tx, link)
                    .flatMap(appointment -> {
                        var isThereAlready = appointment.sequence() == link.epoch() + 1
                                && appointment.state() == AppointmentState.BOOKED
                                && appointment.seats().firstSlot().equals(slot);
                        if (isThereAlready) {
                            return Uni.createFrom().item(appointment);
                        }
                        link.requireEpoch(appointment.sequence());
                        return rescheduleAppointment.reschedule(
                                tx, link.caller(appointment.site()), appointment.id(), Target.slot(slot), null, null);
                    })
                    .flatMap(moved -> visit(tx, link, moved));
        });
    }

    /** The next times at the same site to which the visit could be moved. */
    Uni<Availability.Found> times(String token, int limit) {
        return transactions
                .run(tx -> {
                    var link = links.read(token, List.of(AppointmentLinks.RESCHEDULE), tx.now());
                    return found(tx, link).invoke(appointment -> link.requireEpoch(appointment.sequence()));
                })
                .flatMap(appointment -> availability.nextAt(
                        appointment.site(), appointment.seats().visitType(), limit));
    }

    /** A link that has cancelled shows that it has; also where somebody else was faster. */
    private static boolean hasDone(Link link, Appointment appointment) {
        return link.purpose().equals(AppointmentLinks.CANCELLATION)
                && appointment.state() == AppointmentState.CANCELLED
                && appointment.sequence() == link.epoch() + 1;
    }

    private Uni<Appointment> found(Tx tx, Link link) {
        return store.find(tx.reads(), link.subject()).map(FollowAppointmentLink::stillThere);
    }

    private Uni<Appointment> locked(Tx tx, Link link) {
        return store.lock(tx, link.subject()).map(found -> stillThere(found == null ? null : found.appointment()));
    }

    private static Appointment stillThere(Appointment found) {
        if (found == null) {
            throw Problem.of(LinkProblem.LINK_INVALID);
        }
        return found;
    }

    private Uni<LinkedVisit> visit(Tx tx, Link link, Appointment appointment) {
        return linkStore
                .providerName(tx.reads(), appointment.seats().provider())
                .map(provider -> new LinkedVisit(link, appointment, provider));
    }

    private void note(Tx tx, Link link, Appointment appointment, String action) {
        tx.withCommit(audit.note(
                tx,
                link.caller(appointment.site()),
                action,
                link.subjectId(),
                appointment.site(),
                appointment.patients()));
    }
}
