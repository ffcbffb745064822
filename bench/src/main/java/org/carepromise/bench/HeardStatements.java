package org.carepromise.bench;

import java.io.IOException;
import java.net.URI;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

import org.carepromise.bench.Clinic.Booking;
import org.carepromise.bench.StatementLog.Statement;

/**
 * The transaction of one booking, heard while the service booked.
 *
 * @param patient whose booking it was
 * @param key its Idempotency-Key
 */
record HeardStatements(List<Statement> statements, String patient, String key) {

    /** More than one, so that the last is a booking like any other. */
    static final int BOOKINGS = 40;

    static HeardStatements of(Stage stage, Clinic clinic, URI service)
            throws IOException, InterruptedException, SQLException {
        var random = new SplittableRandom();
        var bookings = new ArrayList<Booking>();
        var heard = new StatementLog(stage).of(() -> {
            for (int i = 0; i < BOOKINGS; i++) {
                bookings.add(clinic.nextBooking(random));
                bookings.get(i).book(service);
            }
        });
        var last = bookings.get(BOOKINGS - 1);
        return new HeardStatements(transactionWith(last.key(), heard), last.patientId(), last.key());
    }

    /** The transaction in which a value was sent. */
    static List<Statement> transactionWith(String key, List<Statement> heard) {
        Map<String, List<Statement>> open = new HashMap<>();
        for (var statement : heard) {
            if (statement.sql().equals("BEGIN")) {
                open.put(statement.session(), new ArrayList<>());
            }
            var transaction = open.getOrDefault(statement.session(), new ArrayList<>());
            transaction.add(statement);
            if (statement.sql().equals("COMMIT")
                    && transaction.stream().anyMatch(each -> each.parameters().contains(Optional.of(key)))) {
                return transaction;
            }
        }
        throw new IllegalStateException("the transaction was not heard");
    }
}
