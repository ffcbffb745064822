package org.carepromise.bench;

import java.io.IOException;
import java.time.Duration;

/** Somebody who books as fast as he is answered. */
interface Load {

    /** As the table names it. */
    String name();

    /**
     * Books until the time is over; what is on its way then is waited for.
     *
     * @param clients each of which sends its next booking when the last one is answered
     * @param time zero for one booking each
     */
    Measured run(int clients, Duration time) throws IOException, InterruptedException;
}
