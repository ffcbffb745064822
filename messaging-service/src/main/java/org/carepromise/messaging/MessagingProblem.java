package org.carepromise.messaging;

import org.carepromise.kit.problem.ProblemCode;

/** Every way in which messages are refused, on one screen. */
public enum MessagingProblem implements ProblemCode {
    // what a body names and nobody knows, or cannot be meant
    SITE_UNKNOWN("site-unknown", 422, "There is no such site"),
    TOPIC_UNKNOWN("topic-unknown", 422, "There is no such topic"),
    POOL_UNKNOWN("pool-unknown", 422, "There is no such pool"),
    WRITER_UNSAID("writer-unsaid", 422, "A portal says who writes: the patient or a proxy"),
    SNOOZE_INVALID("snooze-invalid", 422, "A thread is set aside until a time ahead, and not beyond its limit"),

    // states
    THREAD_NOT_WAITING("thread-not-waiting", 409, "Nobody waits for an answer here"),
    THREAD_NOT_PAUSED("thread-not-paused", 409, "No question to the patient is open"),
    THREAD_OVERDUE("thread-overdue", 409, "The promise is broken; only an answer ends the wait"),
    THREAD_HELD("thread-held", 409, "Somebody else works on this thread"),
    THREAD_UNANSWERED("thread-unanswered", 409, "What is urgent is answered before it is closed"),
    URGENT_NEVER_PAUSES("urgent-never-pauses", 409, "A question to the patient stops no urgent clock"),
    THREAD_NOT_HELD("thread-not-held", 409, "Nobody has this thread"),
    LEASE_LOST("lease-lost", 409, "Somebody else may have this thread by now"),
    URGENT_NEVER_WAITS("urgent-never-waits", 409, "What is urgent is neither set aside nor kept for somebody"),
    URGENT_STAYS_CLINICAL("urgent-stays-clinical", 409, "What is urgent stays with the clinical pool"),
    LANE_UNCHANGED("lane-unchanged", 409, "The thread is in this lane");

    private final String code;
    private final int status;
    private final String title;

    MessagingProblem(String code, int status, String title) {
        this.code = code;
        this.status = status;
        this.title = title;
    }

    @Override
    public String code() {
        return code;
    }

    @Override
    public int status() {
        return status;
    }

    @Override
    public String title() {
        return title;
    }
}
