package org.carepromise.messaging;

import org.carepromise.kit.problem.ProblemCode;

/** Every way in which messages are refused, on one screen. */
public enum MessagingProblem implements ProblemCode {
    // what a body names and nobody knows, or cannot be meant
    SITE_UNKNOWN("site-unknown", 422, "There is no such site"),
    TOPIC_UNKNOWN("topic-unknown", 422, "There is no such topic"),
    POOL_UNKNOWN("pool-unknown", 422, "There is no such pool"),
    WRITER_UNSAID("writer-unsaid", 422, "A portal says who writes: the patient or a proxy"),
    ATTACHMENT_UNKNOWN("attachment-unknown", 422, "There is no such file of this patient, or a message has it already"),
    ATTACHMENT_TYPE_REFUSED("attachment-type-refused", 422, "Files of this kind are not taken"),
    ATTACHMENT_UNSAFE("attachment-unsafe", 422, "The scanner does not let this file pass"),
    RANGE_NOT_SATISFIABLE("range-not-satisfiable", 416, "The file has no such bytes"),
    SNOOZE_INVALID("snooze-invalid", 422, "A thread is set aside until a time ahead, and not beyond its limit"),

    // scripts
    SCRIPT_TEXT_INVALID("script-text-invalid", 422, "A brace belongs to no placeholder"),
    SCRIPT_HARD_TO_READ("script-hard-to-read", 422, "The text asks for more than six years of school"),
    SCRIPT_UNFILLED("script-unfilled", 422, "A placeholder has no value"),
    SCRIPT_NOT_DRAFT("script-not-draft", 409, "Only a draft is approved"),
    SCRIPT_NOT_APPROVED("script-not-approved", 409, "Only an approved script is used"),

    // rule sets of triage
    RULE_SET_INVALID("rule-set-invalid", 422, "The rules cannot be read"),
    RULE_SET_VERSION_TAKEN("rule-set-version-taken", 409, "Another rule set has this version"),
    RULE_SET_NOT_DRAFT("rule-set-not-draft", 409, "Only a draft is replayed, signed and activated"),
    RULE_SET_NOT_REPLAYED("rule-set-not-replayed", 409, "The draft was not replayed against the rules in force"),
    RULE_SET_SIGNED_ALREADY("rule-set-signed-already", 409, "Nobody signs twice"),
    RULE_SET_GATES_MISSED("rule-set-gates-missed", 409, "The rules miss a gate that no rule set may miss"),
    RULE_SET_SIGNATURES_MISSING("rule-set-signatures-missing", 409, "Signatures are missing"),
    RULE_SET_NOT_ACTIVE("rule-set-not-active", 409, "These rules do not decide"),

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
