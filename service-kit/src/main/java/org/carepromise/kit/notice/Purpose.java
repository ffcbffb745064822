package org.carepromise.kit.notice;

/**
 * What a notice is for.
 *
 * @param id {@code appointment-reminder}: by it patients opt out, and metrics count
 * @param mustGo whether it goes to those too who do not want it, because they have to know: a clinic that closes. Quiet hours
 *     hold in any case
 */
public record Purpose(String id, boolean mustGo) {

    private static final int LONGEST = 64;

    public Purpose {
        if (!id.matches("[a-z][a-z0-9-]*") || id.length() > LONGEST) {
            throw new IllegalArgumentException("a purpose is lower-case letters, digits and dashes: " + id);
        }
    }

    /** One that a patient may opt out of. */
    public static Purpose optional(String id) {
        return new Purpose(id, false);
    }

    /** One that is sent whatever the patient prefers. */
    public static Purpose mustGo(String id) {
        return new Purpose(id, true);
    }
}
