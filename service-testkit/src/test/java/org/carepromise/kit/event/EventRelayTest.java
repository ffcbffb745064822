package org.carepromise.kit.event;

import java.sql.Connection;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

import jakarta.inject.Inject;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.carepromise.kit.sample.Behind;
import org.carepromise.kit.sample.SampleTest;
import org.carepromise.testkit.Race;

import static org.assertj.core.api.Assertions.assertThat;

/** Every committed event gets one position, without gaps, and no reader by position is overtaken. */
@SampleTest
class EventRelayTest {

    private static final String INSERT =
            """
            INSERT INTO event (id, type, subject, site_id, time, data)
            SELECT gen_random_uuid(), 'carepromise.thing.changed.v1', ?, 'springfield', clock_timestamp(),
                   jsonb_build_object('n', n)
              FROM generate_series(?, ?) AS n ORDER BY n
            """;

    @Inject
    EventRelay relay;

    private final String subject = "thing_" + UUID.randomUUID();

    @BeforeEach
    void numberWhatOthersLeft() {
        relayAll();
    }

    @Test
    void positionsFollowEachOtherWithoutAGap() {
        long head = head();
        write(subject, 1, 7);
        relayAll();
        assertThat(positions()).containsExactlyElementsOf(longs(head + 1, head + 7));
        assertThat(head()).isEqualTo(head + 7);
    }

    @Test
    void anEventThatCommitsLateComesAfterWhatWasNumberedBefore() throws Exception {
        try (var late = Behind.asService()) {
            late.setAutoCommit(false);
            Behind.change(late, INSERT, subject + " late", 1, 1);
            write(subject, 1, 3);
            relayAll();
            long readSoFar = head();
            assertThat(Behind.select("SELECT position FROM event WHERE subject = ?", subject))
                    .doesNotContainNull();
            late.commit();
            assertThat(Behind.select("SELECT position FROM event WHERE subject = ?", subject + " late"))
                    .containsExactly((String) null);
            relayAll();
            assertThat(Behind.count("SELECT position FROM event WHERE subject = ?", subject + " late"))
                    .isEqualTo(readSoFar + 1);
        }
    }

    @Test
    void whatIsRolledBackLeavesNoGap() throws Exception {
        long head = head();
        try (var connection = Behind.asService()) {
            connection.setAutoCommit(false);
            Behind.change(connection, INSERT, subject, 1, 5);
            connection.rollback();
        }
        write(subject, 6, 6);
        relayAll();
        assertThat(positions()).containsExactly(head + 1);
    }

    @Test
    void aFullBatchSaysThatThereIsMore() {
        long head = head();
        write(subject, 1, EventRelay.LARGEST_BATCH + 1);
        assertThat(relay.relayOnce().await().indefinitely()).isTrue();
        assertThat(relay.relayOnce().await().indefinitely()).isFalse();
        assertThat(positions()).containsExactlyElementsOf(longs(head + 1, head + EventRelay.LARGEST_BATCH + 1));
    }

    @Test
    void aPositionIsNeverGivenTwiceEvenWhenTheLogIsEmptied() {
        write(subject, 1, 2);
        relayAll();
        long head = head();
        Behind.change("DELETE FROM event");
        write(subject, 3, 3);
        relayAll();
        assertThat(positions()).containsExactly(head + 1);
    }

    /** Writers lock the subject first, as use cases do, and four replicas number meanwhile. */
    @Test
    void aSubjectKeepsItsOrderUnderSixteenWritersAndFourRelays() throws Exception {
        long head = head();
        Behind.change("CREATE TABLE IF NOT EXISTS counted (subject text PRIMARY KEY, n int NOT NULL)");
        var subjects = IntStream.range(0, 4).mapToObj(i -> subject + i).toList();
        subjects.forEach(each -> Behind.change("INSERT INTO counted VALUES (?, 0)", each));
        var writing = new AtomicBoolean(true);
        var relays = IntStream.range(0, 4)
                .mapToObj(i -> new Thread(() -> {
                    while (writing.get()) {
                        relay.relayOnce().await().indefinitely();
                    }
                }))
                .toList();
        relays.forEach(Thread::start);
        Race.of(16, writer -> {
            for (int i = 0; i < 25; i++) {
                writeCounted(subjects.get((writer + i) % subjects.size()));
            }
            return null;
        });
        writing.set(false);
        for (var each : relays) {
            each.join();
        }
        relayAll();
        for (var each : subjects) {
            assertThat(Behind.select("SELECT data ->> 'n' FROM event WHERE subject = ? ORDER BY position", each))
                    .containsExactlyElementsOf(IntStream.rangeClosed(1, 100)
                            .mapToObj(String::valueOf)
                            .toList());
        }
        assertThat(Behind.select("SELECT position FROM event WHERE position > ? ORDER BY position", head))
                .containsExactlyElementsOf(longs(head + 1, head + 400).stream()
                        .map(String::valueOf)
                        .toList());
        Behind.change("DROP TABLE counted");
    }

    private static void writeCounted(String subject) {
        try (var connection = Behind.asSuperuser()) {
            connection.setAutoCommit(false);
            Behind.change(connection, "UPDATE counted SET n = n + 1 WHERE subject = ?", subject);
            int n = numberOf(connection, subject);
            Behind.change(connection, INSERT, subject, n, n);
            connection.commit();
        } catch (java.sql.SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static int numberOf(Connection connection, String subject) throws java.sql.SQLException {
        try (var statement = connection.prepareStatement("SELECT n FROM counted WHERE subject = ?")) {
            statement.setString(1, subject);
            var row = statement.executeQuery();
            row.next();
            return row.getInt(1);
        }
    }

    private static void write(String subject, int from, int to) {
        Behind.change(INSERT, subject, from, to);
    }

    private void relayAll() {
        while (relay.relayOnce().await().indefinitely()) {
            // a full batch: go on
        }
    }

    private List<Long> positions() {
        return Behind.select("SELECT position FROM event WHERE subject = ? ORDER BY (data ->> 'n')::int", subject)
                .stream()
                .map(Long::valueOf)
                .toList();
    }

    private static List<Long> longs(long from, long to) {
        return LongStream.rangeClosed(from, to).boxed().toList();
    }

    private static long head() {
        return Behind.count("SELECT position FROM event_head");
    }
}
