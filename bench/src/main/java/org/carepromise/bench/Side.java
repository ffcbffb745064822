package org.carepromise.bench;

/**
 * One of the two that are compared: its promises and events, in tables of the same form, and how it is told of a timer.
 *
 * @param schema of its tables {@code promise} and {@code event}
 * @param timers the table of its timers
 * @param setTimers sets the timer of each promise of a policy
 * @param isDue which of its timers are due, by an instant
 */
record Side(String name, String schema, String timers, String setTimers, String isDue) {

    static final Side CAREPROMISE = new Side(
            "CarePromise",
            "public",
            "public.sla_timer",
            """
            INSERT INTO sla_timer (promise_id, kind, tier, epoch, due_at, ready_at)
            SELECT id, 'AT_RISK', 0, epoch, at_risk_at, at_risk_at
              FROM promise WHERE policy_id = ? ORDER BY at_risk_at
            """,
            "promise_id IS NOT NULL AND due_at <= ?");

    static final Side DB_SCHEDULER = new Side(
            "db-scheduler",
            "rival",
            "rival.scheduled_tasks",
            """
            INSERT INTO rival.scheduled_tasks (task_name, task_instance, task_data, execution_time, picked, version)
            SELECT 'at-risk', id::text, convert_to(epoch::text, 'UTF8'), at_risk_at, false, 1
              FROM rival.promise WHERE policy_id = ? ORDER BY at_risk_at
            """,
            "execution_time <= ?");
}
