package org.carepromise.messaging.thread;

import java.util.Optional;

/** A patient's words as triage reads them: subject, line break, body. */
final class Wording {

    private Wording() {}

    static String of(Optional<String> subject, String body) {
        return subject.map(its -> its + "\n" + body).orElse(body);
    }
}
