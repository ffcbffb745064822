package org.carepromise.scheduling.availability;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;

import org.carepromise.kit.site.Sites;
import org.carepromise.kit.tx.Sql;
import org.carepromise.scheduling.availability.ResourceFinder.Room;
import org.carepromise.scheduling.availability.ResourceFinder.Use;
import org.carepromise.scheduling.visittype.Modality;
import org.carepromise.scheduling.visittype.Visit;

@ApplicationScoped
class SlotStore {

    /** A session is within one date of its site, and the longest date has an hour more. */
    private static final Duration LONGEST_SESSION = Duration.ofHours(25);

    /** Why a search finds nothing is told from so many sessions, and so many of their slots. */
    private static final int SESSIONS_EXPLAINED = 60;

    private static final int SLOTS_EXPLAINED = 1_500;

    private static final String VISIT_COLUMNS =
            """
            SELECT id, modality, length_seconds, buffer_before_seconds, buffer_after_seconds, lead_time_seconds,
                   horizon_seconds, future_limit, resource_kind
              FROM visit_type
            """;

    static final String VISITS = VISIT_COLUMNS + " WHERE id = ANY ($1)";

    static final String VISITS_OF_MODALITY = VISIT_COLUMNS + " WHERE modality = $1 ORDER BY id";

    // $1 sites or providers, $2 and $3 what the slots overlap, $4 visit types, $5 now, $6 since when sessions may have
    // begun,
    // $7 a language, $8 weekdays, $9 sites and $10 their zones, $11 how many slots; language and weekdays may be null.
    //
    // Sessions first, then the slots of each: OFFSET 0 keeps the planner, which does not know how many days are all but
    // full, from reading it in another order.
    private static final String SLOTS =
            """
            SELECT slot.id, slot.session_id, slot.starts_at, slot.ends_at, slot.capacity, slot.overbook, slot.taken,
                   slot.opens_at, session.provider_id, session.site_id, session.starts_at AS session_starts_at,
                   session.ends_at AS session_ends_at, session.capped, session.offered, %4$s
              FROM (SELECT session.id, session.provider_id, session.site_id, session.starts_at, session.ends_at,
                           CASE WHEN cardinality($4::text[]) > 1
                                THEN coalesce(session.visit_type_ids, provider.visit_type_ids) END AS offered,
                           EXISTS (SELECT FROM session_cap WHERE session_id = session.id) AS capped
                      FROM session
                      CROSS JOIN LATERAL (SELECT visit_type_ids, languages FROM provider
                                           WHERE provider.id = session.provider_id OFFSET 0) AS provider
                     WHERE session.state = 'OPEN'
                       AND session.%1$s = ANY ($1)
                       AND session.site_id = ANY ($9)
                       AND session.starts_at > $6 AND session.starts_at < $3 AND session.ends_at > $2
                       AND coalesce(session.visit_type_ids, provider.visit_type_ids) && $4
                       AND ($7::text IS NULL
                            OR EXISTS (SELECT FROM unnest(provider.languages) AS spoken
                                        WHERE lower(spoken) = $7
                                           OR starts_with(lower(spoken), $7 || '-')
                                           OR starts_with($7, lower(spoken) || '-')))
                       AND ($8::int[] IS NULL
                            OR (SELECT extract(isodow FROM session.starts_at AT TIME ZONE at.zone) = ANY ($8)
                                       OR extract(isodow FROM session.ends_at AT TIME ZONE at.zone) = ANY ($8)
                                  FROM unnest($9::text[], $10::text[]) AS at (site, zone)
                                 WHERE at.site = session.site_id))
                     %2$s) AS session
              CROSS JOIN LATERAL (
                    SELECT * FROM slot
                     WHERE slot.session_id = session.id AND slot.starts_at < $3 AND slot.ends_at > $2 %3$s
                    OFFSET 0) AS slot
             ORDER BY slot.starts_at LIMIT $11
            """;

    private static final String ALL_SESSIONS = "OFFSET 0";
    private static final String FIRST_SESSIONS = "ORDER BY session.starts_at LIMIT " + SESSIONS_EXPLAINED;
    private static final String FREE = "AND slot.has_seat AND (slot.opens_at IS NULL OR slot.opens_at <= $5)";
    private static final String FULL_TOO = "";
    private static final String HELD =
            """
            CASE WHEN slot.held = 0 THEN 0
                 ELSE (SELECT count(*)::int FROM held_seat WHERE slot_id = slot.id AND expires_at > $5) END AS held
            """;
    private static final String HELD_UNTIL =
            """
            0 AS held,
            CASE WHEN slot.held > 0
                 THEN ARRAY(SELECT expires_at FROM held_seat WHERE slot_id = slot.id AND expires_at > $5) END AS held_until
            """;
    private static final String BY_SITE = "site_id";
    private static final String BY_PROVIDER = "provider_id";

    static final String FREE_AT_SITES = SLOTS.formatted(BY_SITE, ALL_SESSIONS, FREE, HELD);
    static final String FREE_WITH_PROVIDERS = SLOTS.formatted(BY_PROVIDER, ALL_SESSIONS, FREE, HELD);
    static final String ALL_AT_SITES = SLOTS.formatted(BY_SITE, FIRST_SESSIONS, FULL_TOO, HELD_UNTIL);
    static final String ALL_WITH_PROVIDERS = SLOTS.formatted(BY_PROVIDER, FIRST_SESSIONS, FULL_TOO, HELD_UNTIL);

    static final String CAPS =
            """
            SELECT cap.session_id, cap.visit_type_ids, cap.most, cap.taken,
                   ARRAY(SELECT hold.expires_at FROM hold
                          WHERE hold.session_id = cap.session_id AND hold.state = 'HELD' AND hold.expires_at > $3
                            AND hold.visit_type_id = ANY (cap.visit_type_ids)) AS held_until
              FROM session_cap AS cap
             WHERE cap.session_id = ANY ($1) AND cap.visit_type_ids && $2
            """;

    static final String RESOURCES =
            """
            SELECT resource.id, resource.site_id, resource.kind, used.used_from, used.used_to, used.expires_at
              FROM (SELECT range_agg(tstzrange(begins_at, ends_at)) AS wanted
                      FROM unnest($3::timestamptz[], $4::timestamptz[]) AS time (begins_at, ends_at)) AS times
              CROSS JOIN resource
              LEFT JOIN LATERAL (
                    SELECT lower(during) AS used_from, upper(during) AS used_to, expires_at
                      FROM resource_use
                     WHERE resource_id = resource.id AND during && times.wanted
                       AND (expires_at IS NULL OR expires_at > $5)
                    OFFSET 0) AS used ON true
             WHERE resource.site_id = ANY ($1) AND resource.kind = ANY ($2)
             ORDER BY resource.id
            """;

    static final String VISITS_ON_DAYS =
            """
            SELECT (SELECT count(*)::int FROM appointment
                     WHERE appointment.provider_id = asked.provider_id AND state <> 'CANCELLED'
                       AND starts_at >= asked.begins_at AND starts_at < asked.ends_at) AS visits
              FROM unnest($1::uuid[], $2::timestamptz[], $3::timestamptz[]) WITH ORDINALITY
                   AS asked (provider_id, begins_at, ends_at, number)
             ORDER BY asked.number
            """;

    private static final String PLACE = "SELECT site_id, starts_at FROM slot WHERE id = $1";

    private final Sites sites;

    SlotStore(Sites sites) {
        this.sites = sites;
    }

    /** Where and when a slot is. */
    record Place(String site, Instant startsAt) {}

    /**
     * Slots of sessions that take some of the visit types.
     *
     * @param slots by start
     * @param offered what each session takes; what is not in here takes all that was asked for
     * @param capped the sessions that have caps
     * @param heldUntil when the holds of a slot end, where that was asked for
     */
    record Read(
            List<Slot> slots, Map<UUID, Set<String>> offered, Set<UUID> capped, Map<UUID, List<Instant>> heldUntil) {

        /** This and what is in the other besides. */
        Read with(Read other) {
            var all = new LinkedHashMap<UUID, Slot>();
            slots.forEach(slot -> all.put(slot.id(), slot));
            other.slots.forEach(slot -> all.put(slot.id(), slot));
            other.offered.forEach(offered::put);
            capped.addAll(other.capped);
            heldUntil.putAll(other.heldUntil);
            return new Read(List.copyOf(all.values()), offered, capped, heldUntil);
        }

        /** The slots in which a visit of this type may begin or go on. */
        List<Slot> of(String visitType) {
            return offered.isEmpty()
                    ? slots
                    : slots.stream()
                            .filter(slot -> offered.getOrDefault(slot.session(), Set.of(visitType))
                                    .contains(visitType))
                            .toList();
        }
    }

    /** A provider's day at a site. */
    record Day(UUID provider, LocalDate date, ZoneId zone) {

        Instant begins() {
            return date.atStartOfDay(zone).toInstant();
        }

        Instant ends() {
            return date.plusDays(1).atStartOfDay(zone).toInstant();
        }
    }

    Uni<Place> place(SqlClient client, UUID slot) {
        return Sql.first(
                client, row -> new Place(row.getString("site_id"), Sql.instant(row, "starts_at")), PLACE, slot);
    }

    /** What visits of these types need, of one modality if it is given; what is not known is missing. */
    Uni<List<Typed>> visits(SqlClient client, AvailabilitySearch search) {
        return search.visitTypes().isEmpty()
                ? Sql.list(
                        client,
                        Typed::from,
                        VISITS_OF_MODALITY,
                        search.modality().orElseThrow().name())
                : Sql.list(client, Typed::from, VISITS, (Object)
                        search.visitTypes().toArray(String[]::new));
    }

    /** A visit and how patient and provider meet. */
    record Typed(Visit visit, Modality modality) {

        static Typed from(Row row) {
            return new Typed(Visit.from(row, row.getString("id")), Modality.valueOf(row.getString("modality")));
        }
    }

    /** The first slots, at most so many, with a free seat that a visit starting within the window could use. */
    Uni<Read> free(
            SqlClient client,
            AvailabilitySearch search,
            List<Visit> visits,
            Instant from,
            Instant to,
            int most,
            Instant now) {
        return slots(client, FREE_AT_SITES, FREE_WITH_PROVIDERS, search, visits, from, to, most, now);
    }

    /** The slots of the first sessions of the window, full ones and those not released too, with when their holds end. */
    Uni<Read> all(
            SqlClient client, AvailabilitySearch search, List<Visit> visits, Instant from, Instant to, Instant now) {
        return slots(client, ALL_AT_SITES, ALL_WITH_PROVIDERS, search, visits, from, to, SLOTS_EXPLAINED, now);
    }

    private Uni<Read> slots(
            SqlClient client,
            String atSites,
            String withProviders,
            AvailabilitySearch search,
            List<Visit> visits,
            Instant from,
            Instant to,
            int most,
            Instant now) {
        var earliest = from.minus(longest(visits, Visit::bufferBefore));
        var latest = to.plus(longest(visits, visit -> visit.length().plus(visit.bufferAfter())));
        var searched = search.sites().toArray(String[]::new);
        var days = search.weekdays().stream().map(DayOfWeek::getValue).toArray(Integer[]::new);
        return Sql.run(
                        client,
                        search.providers().isEmpty() ? atSites : withProviders,
                        search.providers().isEmpty()
                                ? searched
                                : search.providers().toArray(UUID[]::new),
                        earliest,
                        latest,
                        visits.stream().map(Visit::type).toArray(String[]::new),
                        now,
                        earliest.minus(LONGEST_SESSION),
                        search.language().orElse(null),
                        days.length == 0 ? null : days,
                        searched,
                        search.sites().stream()
                                .map(site -> sites.zoneOf(site).getId())
                                .toArray(String[]::new),
                        most)
                .map(SlotStore::read);
    }

    private static Duration longest(List<Visit> visits, Function<Visit, Duration> of) {
        return visits.stream().map(of).max(Duration::compareTo).orElse(Duration.ZERO);
    }

    private static Read read(RowSet<Row> rows) {
        var slots = new ArrayList<Slot>(rows.size());
        var offered = new HashMap<UUID, Set<String>>();
        var capped = new HashSet<UUID>();
        var heldUntil = new HashMap<UUID, List<Instant>>();
        boolean withHolds = rows.columnsNames().contains("held_until");
        for (var row : rows) {
            var slot = Slot.from(row);
            slots.add(slot);
            if (row.getBoolean("capped")) {
                capped.add(slot.session());
            }
            var types = row.getArrayOfStrings("offered");
            if (types != null) {
                offered.computeIfAbsent(slot.session(), session -> Set.of(types));
            }
            if (withHolds) {
                heldUntil.put(slot.id(), SessionCap.instants(row, "held_until"));
            }
        }
        return new Read(slots, offered, capped, heldUntil);
    }

    /** The caps of sessions that count some of these visits, with the holds that count too. */
    Uni<List<SessionCap>> caps(SqlClient client, Set<UUID> sessions, List<Visit> visits, Instant now) {
        return sessions.isEmpty()
                ? Uni.createFrom().item(List.of())
                : Sql.list(
                        client,
                        SessionCap::from,
                        CAPS,
                        sessions.toArray(UUID[]::new),
                        visits.stream().map(Visit::type).toArray(String[]::new),
                        now);
    }

    /** The resources that the visits need at the sites, with their uses while a visit beginning with one of the slots lasts. */
    Uni<List<Room>> resources(SqlClient client, List<String> sites, List<Visit> visits, List<Slot> slots, Instant now) {
        var needing = visits.stream()
                .filter(visit -> visit.resourceKind().isPresent())
                .toList();
        return needing.isEmpty() || slots.isEmpty()
                ? Uni.createFrom().item(List.of())
                : Sql.run(
                                client,
                                RESOURCES,
                                sites.toArray(String[]::new),
                                needing.stream()
                                        .map(visit -> visit.resourceKind().get())
                                        .distinct()
                                        .toArray(String[]::new),
                                instants(needing, slots, SlotFinder::begin),
                                instants(needing, slots, SlotFinder::end),
                                now)
                        .map(SlotStore::resources);
    }

    private static Instant[] instants(List<Visit> visits, List<Slot> slots, BiFunction<Slot, Visit, Instant> of) {
        return slots.stream()
                .flatMap(slot -> visits.stream().map(visit -> of.apply(slot, visit)))
                .toArray(Instant[]::new);
    }

    private static List<Room> resources(RowSet<Row> rows) {
        var uses = new LinkedHashMap<UUID, List<Use>>();
        var found = new ArrayList<Room>();
        for (var row : rows) {
            var id = row.getUUID("id");
            var ofIt = uses.get(id);
            if (ofIt == null) {
                uses.put(id, ofIt = new ArrayList<>());
                found.add(new Room(id, row.getString("site_id"), row.getString("kind"), List.of()));
            }
            var usedFrom = Sql.instant(row, "used_from");
            if (usedFrom != null) {
                ofIt.add(new Use(
                        usedFrom, Sql.instant(row, "used_to"), Optional.ofNullable(Sql.instant(row, "expires_at"))));
            }
        }
        return found.stream()
                .map(resource -> new Room(resource.id(), resource.site(), resource.kind(), uses.get(resource.id())))
                .toList();
    }

    /** How many visits each provider has on each of the days; those that were cancelled do not count. */
    Uni<Map<Day, Integer>> visitsOn(SqlClient client, Collection<Day> days) {
        if (days.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        var asked = List.copyOf(days);
        return Sql.list(
                        client,
                        row -> row.getInteger("visits"),
                        VISITS_ON_DAYS,
                        asked.stream().map(Day::provider).toArray(UUID[]::new),
                        asked.stream().map(Day::begins).toArray(Instant[]::new),
                        asked.stream().map(Day::ends).toArray(Instant[]::new))
                .map(visits -> {
                    var byDay = new HashMap<Day, Integer>();
                    for (int i = 0; i < visits.size(); i++) {
                        byDay.put(asked.get(i), visits.get(i));
                    }
                    return byDay;
                });
    }
}
