package org.carepromise.kit.notice;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;

import org.carepromise.kit.access.Scope;
import org.carepromise.kit.channel.Channel;
import org.carepromise.kit.crypto.Vault;
import org.carepromise.kit.id.IdType;
import org.carepromise.kit.patient.PatientKeys;
import org.carepromise.kit.site.Sites;
import org.carepromise.kit.tx.Sql;
import org.carepromise.kit.tx.Tx;

@ApplicationScoped
class NoticeStore {

    private static final String COURSES = "SELECT key, state, due_at, ended_at FROM notice WHERE key = ANY ($1)";

    private static final String DECIDE =
            """
            INSERT INTO notice (id, key, purpose, must_go, template, subject, site_id, contact_key, collapse_key, patient,
                                words, decided_at, due_at, latest_useful_at)
            SELECT id, key, purpose, must_go, template, subject, site_id, contact_key, collapse_key, patient, words, $1,
                   due_at, latest_useful_at
              FROM unnest($2::uuid[], $3::text[], $4::text[], $5::boolean[], $6::text[], $7::text[], $8::text[], $9::text[],
                          $10::text[], $11::bytea[], $12::bytea[], $13::timestamptz[], $14::timestamptz[])
                AS new (id, key, purpose, must_go, template, subject, site_id, contact_key, collapse_key, patient, words,
                        due_at, latest_useful_at)
             ORDER BY key
            ON CONFLICT (key) DO NOTHING
            """;

    // In flight it can't be called back; if that attempt fails, it is not tried again.
    private static final String WITHDRAW =
            """
            UPDATE notice SET withdrawn = true, due_at = least(due_at, $3), retry_at = NULL
             WHERE subject = $1 AND purpose = ANY ($2) AND state = 'DECIDED'
            """;

    private static final String TAKE =
            """
            UPDATE notice SET leased_until = $3, attempts = attempts + 1
             WHERE id IN (%s)
            RETURNING id, key, purpose, must_go, template, subject, site_id, contact_key, collapse_key, patient, words, due_at,
                      latest_useful_at, withdrawn, attempts, refused_by
            """;

    // Due ones, and with them all that would collapse with them, also those that wait for another attempt.
    private static final String CLAIM =
            """
            WITH due AS MATERIALIZED (
                SELECT id, contact_key, collapse_key FROM notice
                 WHERE state = 'DECIDED' AND due_at <= $1
                   AND (retry_at IS NULL OR retry_at <= $2) AND (leased_until IS NULL OR leased_until <= $2)
                 ORDER BY due_at, id LIMIT $4 FOR UPDATE SKIP LOCKED),
            beside AS MATERIALIZED (
                SELECT id FROM notice
                 WHERE state = 'DECIDED' AND due_at <= $1 AND collapse_key IS NOT NULL
                   AND (leased_until IS NULL OR leased_until <= $2)
                   AND (contact_key, collapse_key) IN (
                       SELECT contact_key, collapse_key FROM due WHERE collapse_key IS NOT NULL)
                 FOR UPDATE SKIP LOCKED)
            """
                    + TAKE.formatted("SELECT id FROM due UNION SELECT id FROM beside");

    // What would collapse with them too, and stands under the contact's other key.
    private static final String CLAIM_UNDER_OTHER_KEYS =
            """
            WITH beside AS MATERIALIZED (
                SELECT id FROM notice
                 WHERE state = 'DECIDED' AND due_at <= $1 AND collapse_key IS NOT NULL
                   AND (leased_until IS NULL OR leased_until <= $2)
                   AND (contact_key, collapse_key) IN (SELECT * FROM unnest($4::text[], $5::text[]))
                 FOR UPDATE SKIP LOCKED)
            """
                    + TAKE.formatted("SELECT id FROM beside");

    private static final String MOVE =
            """
            UPDATE notice SET due_at = moved.due_at, attempts = attempts - 1, leased_until = NULL, reason = 'quiet-hours'
              FROM unnest($1::uuid[], $2::timestamptz[]) AS moved (id, due_at)
             WHERE notice.id = moved.id
            """;

    // Nothing was attempted: what was claimed is not counted.
    private static final String END =
            """
            UPDATE notice SET state = ended.state, reason = ended.reason, ended_at = $1, attempts = attempts - 1,
                              leased_until = NULL, retry_at = NULL
              FROM unnest($2::uuid[], $3::text[], $4::text[]) AS ended (id, state, reason)
             WHERE notice.id = ended.id
            """;

    // Whoever has sent it says so, also where the lease was over meanwhile.
    private static final String SENT =
            """
            UPDATE notice SET state = 'SENT', channel = $2, language = $3, reason = NULL, ended_at = $4, leased_until = NULL,
                              retry_at = NULL
             WHERE id = $1 AND state = 'DECIDED'
            """;

    private static final String GIVEN_UP =
            """
            UPDATE notice SET state = $3, channel = $4, language = $5, reason = $6, ended_at = $7, leased_until = NULL,
                              retry_at = NULL
             WHERE id = $1 AND attempts = $2 AND state = 'DECIDED'
            """;

    private static final String TRY_AGAIN =
            """
            UPDATE notice SET channel = $3, language = $4, reason = $5, retry_at = $6, refused_by = refused_by || $7::text[],
                              leased_until = NULL
             WHERE id = $1 AND attempts = $2 AND state = 'DECIDED'
            """;

    private static final String NEXT_DUE =
            """
            SELECT min(due_at) AS due_at FROM notice
             WHERE state = 'DECIDED' AND retry_at IS NULL AND (leased_until IS NULL OR leased_until <= $1)
            """;

    private static final String BACKLOG =
            "SELECT count(*) AS due, min(due_at) AS oldest FROM notice WHERE state = 'DECIDED' AND due_at <= $1";

    // One statement for each thing to search by: of a single one with «or is null» the server may keep a plan for any.
    private static final String PAGE =
            """
            SELECT id, key, purpose, subject, site_id, state, reason, channel, language, attempts, decided_at, due_at,
                   latest_useful_at, retry_at, ended_at
              FROM notice
             WHERE id < $1 AND ($2 OR site_id = ANY ($3)) AND %s
             ORDER BY id DESC LIMIT $4
            """;

    private static final String PAGE_OF_ALL = PAGE.formatted("true");
    private static final String PAGE_OF_SUBJECT = PAGE.formatted("subject = $5");
    private static final String PAGE_OF_STATE = PAGE.formatted("state = $5");
    private static final String PAGE_OF_SUBJECT_AND_STATE = PAGE.formatted("subject = $5 AND state = $6");

    private final Vault vault;
    private final PatientKeys keys;
    private final Sites sites;

    NoticeStore(Vault vault, PatientKeys keys, Sites sites) {
        this.vault = vault;
        this.keys = keys;
        this.sites = sites;
    }

    /** @return how many were new */
    Uni<Integer> decide(Tx tx, List<NewNotice> notices) {
        var ids = notices.stream().map(notice -> IdType.next(tx.now())).toArray(UUID[]::new);
        var patients = new Buffer[ids.length];
        var words = new Buffer[ids.length];
        for (int i = 0; i < ids.length; i++) {
            var notice = notices.get(i);
            patients[i] =
                    Buffer.buffer(vault.encrypt(Recipient.of(notice.patient()).json(), placeOfPatient(ids[i])));
            words[i] = Buffer.buffer(
                    vault.encrypt(new NoticeWords(notice.values(), notice.attachments()).json(), placeOfWords(ids[i])));
        }
        return tx.run(
                        DECIDE,
                        tx.now(),
                        ids,
                        texts(notices, NewNotice::key),
                        texts(notices, notice -> notice.purpose().id()),
                        notices.stream()
                                .map(notice -> notice.purpose().mustGo())
                                .toArray(Boolean[]::new),
                        texts(notices, NewNotice::template),
                        texts(notices, NewNotice::subject),
                        texts(notices, NewNotice::site),
                        texts(notices, notice -> notice.patient().contactKey()),
                        texts(notices, notice -> notice.collapseKey().orElse(null)),
                        patients,
                        words,
                        notices.stream().map(NewNotice::earliestAt).toArray(Instant[]::new),
                        notices.stream().map(NewNotice::latestUsefulAt).toArray(Instant[]::new))
                .map(rows -> rows.rowCount());
    }

    Uni<Void> withdraw(Tx tx, String subject, Set<String> purposes) {
        return tx.run(WITHDRAW, subject, purposes.toArray(String[]::new), tx.now())
                .replaceWithVoid();
    }

    Uni<List<DueNotice>> claim(Tx tx, Instant productNow, Instant machineNow, Instant leasedUntil, int most) {
        var claimed = tx.run(CLAIM, productNow, machineNow, leasedUntil, most).map(rows -> Sql.list(rows, this::due));
        return keys.areChanging()
                ? claimed.flatMap(due -> withThoseUnderOtherKeys(tx, productNow, machineNow, leasedUntil, due))
                : claimed;
    }

    private Uni<List<DueNotice>> withThoseUnderOtherKeys(
            Tx tx, Instant productNow, Instant machineNow, Instant leasedUntil, List<DueNotice> due) {
        var others = due.stream()
                .filter(notice -> notice.collapseKey().isPresent())
                .flatMap(notice -> notice.contactKeys().stream()
                        .map(key -> List.of(key, notice.collapseKey().orElseThrow())))
                .distinct()
                .toList();
        return others.isEmpty()
                ? Uni.createFrom().item(due)
                : tx.run(
                                CLAIM_UNDER_OTHER_KEYS,
                                productNow,
                                machineNow,
                                leasedUntil,
                                others.stream().map(pair -> pair.get(0)).toArray(String[]::new),
                                others.stream().map(pair -> pair.get(1)).toArray(String[]::new))
                        .map(rows -> Stream.concat(due.stream(), Sql.list(rows, this::due).stream())
                                .toList());
    }

    Uni<Void> move(Tx tx, Map<UUID, Instant> moved) {
        var ids = moved.keySet().toArray(UUID[]::new);
        return tx.run(MOVE, ids, Arrays.stream(ids).map(moved::get).toArray(Instant[]::new))
                .replaceWithVoid();
    }

    Uni<Void> end(Tx tx, Map<UUID, NoticeStep.End> ended, Instant at) {
        var ids = ended.keySet().toArray(UUID[]::new);
        return tx.run(
                        END,
                        at,
                        ids,
                        Arrays.stream(ids)
                                .map(id -> ended.get(id).state().name())
                                .toArray(String[]::new),
                        Arrays.stream(ids).map(id -> ended.get(id).reason()).toArray(String[]::new))
                .replaceWithVoid();
    }

    Uni<Boolean> sent(Tx tx, DueNotice notice, NoticeStep.Send step, Instant at) {
        return tx.run(SENT, notice.id(), step.channel().name(), step.language(), at)
                .map(rows -> rows.rowCount() == 1);
    }

    Uni<Boolean> giveUp(Tx tx, DueNotice notice, NoticeStep.Send step, NoticeStep.End end, Instant at) {
        return tx.run(
                        GIVEN_UP,
                        notice.id(),
                        notice.attempts(),
                        end.state().name(),
                        step.channel().name(),
                        step.language(),
                        end.reason(),
                        at)
                .map(rows -> rows.rowCount() == 1);
    }

    Uni<Void> tryAgain(
            Tx tx,
            DueNotice notice,
            NoticeStep.Send step,
            String reason,
            Instant retryAt,
            Optional<Channel> refusedBy) {
        return tx.run(
                        TRY_AGAIN,
                        notice.id(),
                        notice.attempts(),
                        step.channel().name(),
                        step.language(),
                        reason,
                        retryAt,
                        refusedBy.stream().map(Channel::name).toArray(String[]::new))
                .replaceWithVoid();
    }

    /** @return null where none waits */
    Uni<Instant> nextDueAt(SqlClient client, Instant machineNow) {
        return Sql.first(client, row -> Sql.instant(row, "due_at"), NEXT_DUE, machineNow);
    }

    record Backlog(long due, Instant oldest) {}

    Uni<Backlog> backlog(SqlClient client, Instant productNow) {
        return Sql.first(
                client, row -> new Backlog(row.getLong("due"), Sql.instant(row, "oldest")), BACKLOG, productNow);
    }

    Uni<List<Notice>> page(
            SqlClient client,
            Scope reach,
            Optional<String> subject,
            Optional<NoticeState> state,
            UUID before,
            int limit) {
        var arguments =
                new ArrayList<Object>(List.of(before, reach.all(), reach.names().toArray(String[]::new), limit));
        subject.ifPresent(arguments::add);
        state.ifPresent(only -> arguments.add(only.name()));
        var bySubject = state.isPresent() ? PAGE_OF_SUBJECT_AND_STATE : PAGE_OF_SUBJECT;
        var byState = state.isPresent() ? PAGE_OF_STATE : PAGE_OF_ALL;
        return Sql.list(client, NoticeStore::notice, subject.isPresent() ? bySubject : byState, arguments.toArray());
    }

    private DueNotice due(Row row) {
        var id = row.getUUID("id");
        var site = row.getString("site_id");
        var words =
                opened(row, "words", placeOfWords(id)).map(NoticeWords::from).orElse(NoticeWords.NONE);
        var recipient = opened(row, "patient", placeOfPatient(id)).map(Recipient::from);
        return new DueNotice(
                id,
                row.getString("key"),
                new Purpose(row.getString("purpose"), row.getBoolean("must_go")),
                row.getString("template"),
                row.getString("subject"),
                site,
                sites.zoneOf(site),
                contactKeys(row.getString("contact_key"), recipient),
                Optional.ofNullable(row.getString("collapse_key")),
                recipient,
                words.values(),
                words.attachments(),
                Sql.instant(row, "due_at"),
                Sql.instant(row, "latest_useful_at"),
                row.getBoolean("withdrawn"),
                row.getInteger("attempts"),
                Arrays.stream(row.getArrayOfStrings("refused_by"))
                        .map(Channel::valueOf)
                        .collect(Collectors.toUnmodifiableSet()));
    }

    private List<String> contactKeys(String stored, Optional<Recipient> recipient) {
        return keys.areChanging()
                ? recipient
                        .map(to -> to.contactKeys(keys))
                        .filter(both -> !both.isEmpty())
                        .orElse(List.of(stored))
                : List.of(stored);
    }

    /** One row that can't be read, because its key is gone, must not stop those beside it. */
    private Optional<String> opened(Row row, String column, String place) {
        try {
            return Optional.ofNullable(row.getBuffer(column))
                    .map(cipher -> cipher.getBytes())
                    .map(bytes -> vault.decrypt(bytes, place));
        } catch (IllegalStateException unreadable) {
            return Optional.empty();
        }
    }

    private static Notice notice(Row row) {
        return new Notice(
                row.getUUID("id"),
                row.getString("key"),
                row.getString("purpose"),
                row.getString("subject"),
                row.getString("site_id"),
                NoticeState.valueOf(row.getString("state")),
                row.getString("reason"),
                row.getString("channel"),
                row.getString("language"),
                row.getInteger("attempts"),
                Sql.instant(row, "decided_at"),
                Sql.instant(row, "due_at"),
                Sql.instant(row, "latest_useful_at"),
                Sql.instant(row, "retry_at"),
                Sql.instant(row, "ended_at"));
    }

    private static String[] texts(List<NewNotice> notices, Function<NewNotice, String> text) {
        return notices.stream().map(text).toArray(String[]::new);
    }

    private static String placeOfPatient(UUID id) {
        return "notice.patient:" + id;
    }

    private static String placeOfWords(UUID id) {
        return "notice.words:" + id;
    }

    Uni<Map<String, NoticeCourse>> courses(SqlClient client, Collection<String> keys) {
        return Sql.run(client, COURSES, (Object) keys.toArray(String[]::new)).map(rows -> {
            var byKey = new HashMap<String, NoticeCourse>();
            rows.forEach(row -> byKey.put(
                    row.getString("key"),
                    new NoticeCourse(
                            NoticeState.valueOf(row.getString("state")),
                            Sql.instant(row, "due_at"),
                            Optional.ofNullable(Sql.instant(row, "ended_at")))));
            return byKey;
        });
    }
}
