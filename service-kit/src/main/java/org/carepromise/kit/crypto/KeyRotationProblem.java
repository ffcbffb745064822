package org.carepromise.kit.crypto;

import org.carepromise.kit.problem.ProblemCode;

/** What is refused about rotations. */
enum KeyRotationProblem implements ProblemCode {
    KEY_ROTATION_RUNNING;

    @Override
    public String code() {
        return "key-rotation-running";
    }

    @Override
    public int status() {
        return 409;
    }

    @Override
    public String title() {
        return "A key rotation is running already";
    }
}
