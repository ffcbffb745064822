package org.carepromise.broken;

import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Date;

/** Each method breaks one guard of the house's rules, on purpose. */
class StrayClock {

    static class Now {
        Instant read() {
            return Instant.now();
        }
    }

    static class Today {
        LocalDate read() {
            return LocalDate.now(ZoneOffset.UTC);
        }
    }

    static class Millis {
        long read() {
            return System.currentTimeMillis();
        }
    }

    static class SystemClock {
        Clock read() {
            return Clock.systemUTC();
        }
    }

    static class SystemSource {
        InstantSource read() {
            return InstantSource.system();
        }
    }

    static class NewDate {
        Date read() {
            return new Date();
        }
    }

    /** And this one does as it should. */
    static class Handed {
        Instant read(InstantSource clock) {
            return clock.instant();
        }
    }
}
