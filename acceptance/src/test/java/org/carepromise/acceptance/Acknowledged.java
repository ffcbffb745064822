package org.carepromise.acceptance;

import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.restassured.response.Response;

import org.carepromise.testkit.DoubleBookings;

/** What clients were told of their appointments: from then on it is so, whatever dies. */
final class Acknowledged {

    private final Map<String, Told> last = new ConcurrentHashMap<>();

    private record Told(long version, String state, Instant start) {}

    /** Of two answers about one appointment the one with the higher version is the later one. */
    void hear(Response answer) {
        var told = new Told(
                answer.<Number>path("version").longValue(),
                answer.path("state"),
                OffsetDateTime.parse(answer.path("start")).toInstant());
        last.merge(answer.path("id"), told, (one, other) -> one.version > other.version ? one : other);
    }

    int size() {
        return last.size();
    }

    /** @return each appointment that is missing, or is not as its client was told last */
    List<String> broken() {
        var found = new ConcurrentHashMap<String, Told>();
        try (var connection = WholeProduct.database().getConnection()) {
            DoubleBookings.prepare(connection);
            var rows = connection
                    .createStatement()
                    .executeQuery("SELECT pg_temp.public_id('appt', id), version, state, starts_at FROM appointment");
            while (rows.next()) {
                found.put(
                        rows.getString(1),
                        new Told(
                                rows.getLong(2),
                                rows.getString(3),
                                rows.getObject(4, OffsetDateTime.class).toInstant()));
            }
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
        var broken = new ArrayList<String>();
        last.forEach((id, told) -> {
            if (!told.equals(found.get(id))) {
                broken.add(id + " told: " + told + ", found: " + found.get(id));
            }
        });
        return broken;
    }
}
