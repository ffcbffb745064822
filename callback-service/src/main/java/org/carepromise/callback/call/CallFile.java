package org.carepromise.callback.call;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;

import org.carepromise.callback.call.CallJson.CallReportJson;
import org.carepromise.callback.call.ReportCall.Reported;
import org.carepromise.callback.queue.EndAnswered;
import org.carepromise.kit.access.Caller;
import org.carepromise.kit.audit.AuditTrail;
import org.carepromise.kit.bulk.BulkColumns;
import org.carepromise.kit.bulk.BulkKind;
import org.carepromise.kit.bulk.BulkOutcome;
import org.carepromise.kit.patient.Patients;
import org.carepromise.kit.tx.Tx;

/** Reports of calls as a file: each line does what a report by itself does. */
@ApplicationScoped
class CallFile {

    private final ReportCall reportCall;
    private final CallStore store;
    private final EndAnswered endAnswered;
    private final Patients patients;
    private final AuditTrail audit;

    CallFile(ReportCall reportCall, CallStore store, EndAnswered endAnswered, Patients patients, AuditTrail audit) {
        this.reportCall = reportCall;
        this.store = store;
        this.endAnswered = endAnswered;
        this.patients = patients;
        this.audit = audit;
    }

    BulkKind<CallReportJson> taking(Caller caller) {
        return new BulkKind<>() {

            @Override
            public Class<CallReportJson> type() {
                return CallReportJson.class;
            }

            @Override
            public BulkColumns columns() {
                return CallReportJson.COLUMNS;
            }

            @Override
            public Uni<Batch<CallReportJson>> batch(Tx tx, List<CallReportJson> lines) {
                tx.withCommit(audit.note(tx, caller, "importCalls", "calls", null, List.of()));
                var lookup = new Lines(caller);
                return lookup.find(tx, lines).replaceWith(lookup);
            }
        };
    }

    private final class Lines implements BulkKind.Batch<CallReportJson> {

        private final Caller caller;
        private final Map<Call.Name, Call> known = new HashMap<>();
        private Set<String> waiting;
        private Call newest;

        private Lines(Caller caller) {
            this.caller = caller;
        }

        /** Two statements, however many lines. */
        Uni<Void> find(Tx tx, List<CallReportJson> lines) {
            var names = lines.stream().map(CallReportJson::name).distinct().toList();
            return store.lock(tx, names)
                    .invoke(found -> found.forEach(call -> known.put(call.name(), call)))
                    .flatMap(found -> endAnswered.waiting(
                            tx,
                            lines.stream().map(CallReportJson::site).distinct().toList(),
                            contactKeys(lines)))
                    .invoke(found -> waiting = found)
                    .replaceWithVoid();
        }

        private List<String> contactKeys(List<CallReportJson> lines) {
            return Stream.concat(
                            lines.stream()
                                    .map(CallReportJson::phone)
                                    .filter(Objects::nonNull)
                                    .map(patients::dialled)
                                    .flatMap(Optional::stream),
                            known.values().stream().flatMap(call -> call.facts().phone().stream()))
                    .distinct()
                    .flatMap(number -> store.keys(number).stream())
                    .toList();
        }

        @Override
        public Uni<BulkOutcome> take(Tx tx, CallReportJson line) {
            var facts = reportCall.checked(tx, caller, line);
            return reportCall
                    .add(tx, caller, Optional.ofNullable(known.get(line.name())), line, facts, this::mayWait)
                    .invoke(reported -> newest = reported.call())
                    .map(this::outcome);
        }

        private boolean mayWait(String phone) {
            return store.keys(phone).stream().anyMatch(waiting::contains);
        }

        private BulkOutcome outcome(Reported reported) {
            return new BulkOutcome(reported.verdict(), reported.call().publicId());
        }

        @Override
        public void taken(CallReportJson line, BulkOutcome outcome) {
            known.put(line.name(), newest);
        }
    }
}
