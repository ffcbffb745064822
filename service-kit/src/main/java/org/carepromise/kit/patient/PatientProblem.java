package org.carepromise.kit.patient;

import org.carepromise.kit.problem.ProblemCode;

/** How a patient block is refused, by every service alike. */
public enum PatientProblem implements ProblemCode {
    LANGUAGE_UNKNOWN("language-unknown", 422, "This is no BCP 47 language tag"),
    PATIENT_UNIDENTIFIED("patient-unidentified", 422, "A patient needs an id, or a name and a phone or mail address"),
    PHONE_INVALID("phone-invalid", 422, "This phone number cannot exist"),
    TIME_ZONE_UNKNOWN("time-zone-unknown", 422, "This is no IANA time zone");

    private final String code;
    private final int status;
    private final String title;

    PatientProblem(String code, int status, String title) {
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
