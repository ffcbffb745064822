package org.carepromise.scheduling.appointment;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;

import org.carepromise.kit.access.Caller;
import org.carepromise.kit.audit.AuditTrail;
import org.carepromise.kit.bulk.BulkColumns;
import org.carepromise.kit.bulk.BulkKind;
import org.carepromise.kit.bulk.BulkOutcome;
import org.carepromise.kit.bulk.BulkPage;
import org.carepromise.kit.patient.Patient;
import org.carepromise.kit.patient.Patients;
import org.carepromise.kit.problem.Problem;
import org.carepromise.kit.site.Sites;
import org.carepromise.kit.tx.Transactions;
import org.carepromise.kit.tx.Tx;
import org.carepromise.scheduling.Ids;
import org.carepromise.scheduling.SchedulingProblem;
import org.carepromise.scheduling.appointment.AppointmentFileStore.Spot;
import org.carepromise.scheduling.imports.ChangedThings;
import org.carepromise.scheduling.imports.ExternalRef;
import org.carepromise.scheduling.imports.ExternalRefs;
import org.carepromise.scheduling.imports.FileKind;
import org.carepromise.scheduling.imports.ProviderNames;
import org.carepromise.scheduling.imports.SchedulingFile;

/**
 * Appointments as a file. Those that lie ahead are booked by the rules that hold for everybody, or moved where a file that is
 * sent again says another time. What is over stays in the system that it comes from.
 */
@ApplicationScoped
class AppointmentFile implements SchedulingFile {

    private final AppointmentFileStore store;
    private final BookAppointment bookAppointment;
    private final RescheduleAppointment rescheduleAppointment;
    private final Transactions transactions;
    private final AuditTrail audit;
    private final Patients patients;
    private final Sites sites;
    private final ExternalRefs refs;
    private final ProviderNames providers;
    private final ChangedThings changed;
    private final Pool pool;

    AppointmentFile(
            AppointmentFileStore store,
            BookAppointment bookAppointment,
            RescheduleAppointment rescheduleAppointment,
            Transactions transactions,
            AuditTrail audit,
            Patients patients,
            Sites sites,
            ExternalRefs refs,
            ProviderNames providers,
            ChangedThings changed,
            Pool pool) {
        this.store = store;
        this.bookAppointment = bookAppointment;
        this.rescheduleAppointment = rescheduleAppointment;
        this.transactions = transactions;
        this.audit = audit;
        this.patients = patients;
        this.sites = sites;
        this.refs = refs;
        this.providers = providers;
        this.changed = changed;
        this.pool = pool;
    }

    @Override
    public FileKind kind() {
        return FileKind.APPOINTMENTS;
    }

    @Override
    public BulkColumns columns() {
        return AppointmentLineJson.COLUMNS;
    }

    @Override
    public BulkKind<?> taking(Caller caller, boolean notify) {
        return new BulkKind<AppointmentLineJson>() {

            @Override
            public Class<AppointmentLineJson> type() {
                return AppointmentLineJson.class;
            }

            @Override
            public BulkColumns columns() {
                return AppointmentLineJson.COLUMNS;
            }

            @Override
            public Uni<Batch<AppointmentLineJson>> batch(Tx tx, List<AppointmentLineJson> lines) {
                var lookup = new Lines(caller, notify);
                return lookup.find(tx, lines).replaceWith(lookup);
            }
        };
    }

    private Spot spot(AppointmentLineJson line, ProviderNames.Meant meant) {
        var calendar = sites.find(line.site())
                .orElseThrow(() -> Problem.of(SchedulingProblem.SITE_UNKNOWN).at("#/site", "one of GET /v1/sites"));
        return new Spot(
                meant.provider(line.provider()),
                line.site(),
                StartRules.instantOf(line.start(), calendar.site().zone()));
    }

    private final class Lines implements BulkKind.Batch<AppointmentLineJson> {

        private final Caller caller;
        private final boolean notify;
        private final Map<AppointmentLineJson, Problem> displaced = new HashMap<>();
        private final Map<AppointmentLineJson, Spot> spots = new HashMap<>();
        private Map<Spot, UUID> slots;
        private ExternalRefs.Named named;
        private Map<UUID, Appointment> there;

        private Lines(Caller caller, boolean notify) {
            this.caller = caller;
            this.notify = notify;
        }

        /** Four statements, however many lines. */
        Uni<Void> find(Tx tx, List<AppointmentLineJson> lines) {
            var asked = lines.stream()
                    .flatMap(line -> ExternalRef.of(line.externalRefs()).stream())
                    .toList();
            return refs.find(tx.reads(), Ids.APPOINTMENT, asked)
                    .invoke(found -> named = found)
                    .flatMap(found -> store.find(tx.reads(), found.candidates()))
                    .invoke(found -> {
                        there = found;
                        named.keep(found.keySet());
                    })
                    .flatMap(found -> providers.find(
                            tx.reads(),
                            lines.stream().map(AppointmentLineJson::provider).toList()))
                    .invoke(meant -> lines.forEach(line -> locate(line, meant)))
                    .flatMap(meant -> store.slotsAt(
                            tx.reads(), spots.values().stream().distinct().toList()))
                    .invoke(found -> slots = found)
                    .replaceWithVoid();
        }

        private void locate(AppointmentLineJson line, ProviderNames.Meant meant) {
            try {
                spots.put(line, spot(line, meant));
            } catch (Problem nowhere) {
                displaced.put(line, nowhere);
            }
        }

        @Override
        public Uni<BulkOutcome> take(Tx tx, AppointmentLineJson line) {
            if (displaced.containsKey(line)) {
                throw displaced.get(line);
            }
            var lineRefs = ExternalRef.of(line.externalRefs());
            var known = named.of(lineRefs);
            var news = named.unknown(lineRefs);
            var patient = patients.named(caller, line.patient());
            var spot = spots.get(line);
            return known.isPresent()
                    ? appointment(tx, known.get()).flatMap(found -> bring(tx, found, line, spot, patient, news))
                    : book(tx, line, spot, patient, news);
        }

        private Uni<BulkOutcome> book(
                Tx tx, AppointmentLineJson line, Spot spot, Patient patient, List<ExternalRef> news) {
            if (!line.isBooked()) {
                throw Problem.of(SchedulingProblem.APPOINTMENT_NOT_AHEAD).at("#/state", "BOOKED, or nothing");
            }
            return bookAppointment
                    .book(tx, caller, target(tx, line, spot), line.visitType(), patient)
                    .map(booked -> {
                        refs.insert(tx, Ids.APPOINTMENT, booked.id(), news).forEach(tx::withCommit);
                        return BulkOutcome.created(Ids.APPOINTMENT.format(booked.id()));
                    });
        }

        private Target target(Tx tx, AppointmentLineJson line, Spot spot) {
            if (!tx.now().isBefore(spot.startsAt())) {
                throw Problem.of(SchedulingProblem.SLOT_IN_PAST).at("#/start", "a time that lies ahead");
            }
            var slot = slots.get(spot);
            if (slot == null) {
                throw Problem.of(SchedulingProblem.SLOT_UNKNOWN)
                        .at("#/start", "the start of a slot of this provider at this site");
            }
            return new Target(slot, null, false, Boolean.TRUE.equals(line.overbook()), !notify);
        }

        /** One that an earlier line made or moved is read again. */
        private Uni<Appointment> appointment(Tx tx, UUID id) {
            return there.containsKey(id)
                    ? Uni.createFrom().item(there.get(id))
                    : store.find(tx.reads(), List.of(id)).map(found -> found.get(id));
        }

        /** Brings an appointment that is there to where the line has it. */
        private Uni<BulkOutcome> bring(
                Tx tx,
                Appointment found,
                AppointmentLineJson line,
                Spot spot,
                Patient patient,
                List<ExternalRef> news) {
            caller.checkReaches(found.site());
            var id = Ids.APPOINTMENT.format(found.id());
            if (!found.seats().visitType().equals(line.visitType())
                    || !patients.sameBlock(found.patient().block(), patient.block())) {
                throw Problem.of(
                                SchedulingProblem.CHANGE_NOT_IMPORTED,
                                "A file moves an appointment, and gives it no other visit type or patient.")
                        .with("id", id);
            }
            if (line.state() != null && line.state() != AppointmentState.BOOKED && line.state() != found.state()) {
                throw Problem.of(SchedulingProblem.APPOINTMENT_NOT_AHEAD).at("#/state", "BOOKED, or nothing");
            }
            if (line.isBooked() && found.state() == AppointmentState.CANCELLED) {
                throw Problem.of(SchedulingProblem.APPOINTMENT_CANCELLED).with("id", id);
            }
            refs.insert(tx, Ids.APPOINTMENT, found.id(), news).forEach(tx::withCommit);
            var seats = found.seats();
            if (spot.equals(new Spot(seats.provider(), seats.site(), seats.startsAt()))) {
                return Uni.createFrom().item(news.isEmpty() ? BulkOutcome.unchanged(id) : BulkOutcome.updated(id));
            }
            return rescheduleAppointment
                    .reschedule(tx, caller, found.id(), target(tx, line, spot), null, null)
                    .replaceWith(() -> BulkOutcome.updated(id));
        }

        @Override
        public void taken(AppointmentLineJson line, BulkOutcome outcome) {
            var id = Ids.APPOINTMENT.parse(outcome.id()).orElseThrow();
            named.name(id, named.unknown(ExternalRef.of(line.externalRefs())));
            if (outcome.verdict() == BulkOutcome.Verdict.UPDATED) {
                there.remove(id);
            }
        }
    }

    @Override
    public Uni<BulkPage<UUID>> page(Caller caller, Optional<Instant> changedSince, UUID after) {
        var ids = changedSince
                .map(since -> changed.page(pool, Ids.APPOINTMENT, since, after, PAGE))
                .orElseGet(() -> store.page(pool, after, PAGE));
        return ids.flatMap(page -> transactions.run(tx -> store.find(tx.reads(), page)
                .flatMap(there -> refs.of(tx.reads(), Ids.APPOINTMENT, page).map(names -> {
                    var reached = page.stream()
                            .map(there::get)
                            .filter(found -> found != null && caller.sites().covers(found.site()))
                            .toList();
                    tx.withCommit(audit.note(
                            tx,
                            caller,
                            "exportSchedulingFile",
                            "appointments",
                            null,
                            reached.stream()
                                    .flatMap(found -> found.patients().stream())
                                    .distinct()
                                    .toList()));
                    return new BulkPage<>(
                            reached.stream()
                                    .map(found -> line(names.apply(found.id()), found))
                                    .toList(),
                            page.size() < PAGE ? Optional.<UUID>empty() : Optional.of(page.get(PAGE - 1)));
                }))));
    }

    private AppointmentLineJson line(List<ExternalRef> names, Appointment appointment) {
        var seats = appointment.seats();
        return new AppointmentLineJson(
                names.stream().map(ExternalRef::json).toList(),
                Ids.PROVIDER.format(seats.provider()),
                seats.site(),
                seats.startsAt()
                        .atZone(sites.zoneOf(seats.site()))
                        .toOffsetDateTime()
                        .toString(),
                seats.visitType(),
                appointment.patient().block(),
                null,
                appointment.state());
    }
}
