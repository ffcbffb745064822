package org.carepromise.kit.site;

/** A configuration file that is refused; the message names the place and what is wrong there. */
public final class InvalidFile extends IllegalArgumentException {

    public InvalidFile(String message) {
        super(message);
    }
}
