package org.carepromise.launcher;

/** Something that the person at the terminal can act on. The message is one line, fit to be printed as it is. */
public final class CannotStart extends RuntimeException {

    public CannotStart(String line) {
        super(line);
    }

    public CannotStart(String line, Throwable cause) {
        super(line, cause);
    }
}
