package org.carepromise.kit.crypto;

import org.carepromise.kit.problem.ProblemCode;

/** What is refused about rotations. */
enum KeyRotationProblem implements ProblemCode {
    KEY_ROTATION_RUNNING("key-rotation-running", 409, "A key rotation is running already");

    private final String code;
    private final int status;
    private final String title;

    KeyRotationProblem(String code, int status, String title) {
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
