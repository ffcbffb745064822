package org.carepromise.bench;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.regex.Pattern;

import org.carepromise.bench.StatementLog.Statement;
import org.carepromise.launcher.Service;

/**
 * The plan of every statement that the service sends for what people do all day, on a database of a year's size. Ends with
 * an error where one reads a large table from beginning to end.
 */
public final class PlansBench {

    /** As long as the sealer of the audit trail takes to come round. */
    private static final int SEALED_WITHIN_MILLIS = 2_500;

    /** A plain insert has none; whether it is quick is the other bench's matter. */
    private static final Pattern HAS_A_PLAN =
            Pattern.compile("(SELECT \\S|WITH|UPDATE|DELETE|INSERT.*ON CONFLICT).*", Pattern.DOTALL);

    private PlansBench() {}

    public static void main(String... none) throws Exception {
        try (var stage = new Stage(Path.of("bench/target/plans"))) {
            var clinic = Clinic.moveIn(stage.address(Service.GATEWAY), 1);
            var auditor = Api.as(
                            stage.address(Service.GATEWAY),
                            Map.of("role", "auditor", "subject", "bench-auditor", "sites", List.of("*")))
                    .at(stage.address(Service.SCHEDULING));
            System.out.println("filling the database ...");
            fill(stage);
            var statements = heard(stage, clinic, auditor, stage.address(Service.SCHEDULING));
            // one seat of each is gone, so that the statements which free one have one to free
            stage.execute("UPDATE slot SET taken = 1 WHERE taken = 0 AND capacity > 1");
            var readsAll = false;
            System.out.println(Plan.HEADER);
            for (var statement : statements) {
                var plan = Plan.of(stage, statement);
                System.out.println(plan);
                readsAll |= plan.readsAll();
            }
            if (readsAll) {
                System.out.println("\nSome statement reads a large table from beginning to end.");
                System.exit(1);
            }
        }
    }

    private static void fill(Stage stage) throws IOException, SQLException {
        try (var volume = PlansBench.class.getResourceAsStream("volume.sql")) {
            stage.execute(new String(volume.readAllBytes(), StandardCharsets.UTF_8));
        }
        stage.execute("VACUUM (ANALYZE)");
    }

    /** Each statement once, with the parameters that it had last. */
    private static List<Statement> heard(Stage stage, Clinic clinic, Api auditor, URI service)
            throws IOException, InterruptedException, SQLException {
        var random = new SplittableRandom();
        var heard = new LinkedHashMap<String, Statement>();
        var log = new StatementLog(stage).of(() -> {
            var booking = clinic.nextBooking(random);
            var patient = booking.patient().at(service);
            var appointment =
                    "/v1/appointments/" + booking.book(service).get("id").asText();
            booking.book(service);
            patient.get(appointment);
            patient.get("/v1/appointments");
            patient.post(appointment + "/cancellation", Map.of("reason", "PATIENT_REQUEST"));
            patient.get("/v1/availability?visitType=type-1&site=springfield");
            patient.get("/v1/availability?visitType=type-1");
            patient.get("/v1/availability?visitType=" + Clinic.VISIT_TYPE + "&provider=" + clinic.provider());
            var audit = "/v1/scheduling/audit-entries";
            auditor.get(audit);
            auditor.get(audit + "?object=appt_77");
            auditor.post(audit + "/searches", Map.of("patientId", "pat-77"));
            Thread.sleep(SEALED_WITHIN_MILLIS);
        });
        for (var statement : log) {
            if (HAS_A_PLAN.matcher(statement.sql()).matches()
                    && !statement.sql().contains("pg_reload_conf")) {
                heard.put(statement.sql(), statement);
            }
        }
        return List.copyOf(heard.values());
    }
}
