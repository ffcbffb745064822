package org.carepromise.kit.webhook;

/** Nothing is sent there. */
final class UrlRefused extends RuntimeException {

    private final transient AddressRefusal refusal;

    UrlRefused(AddressRefusal refusal) {
        super(refusal.reason(), null, false, false);
        this.refusal = refusal;
    }

    AddressRefusal refusal() {
        return refusal;
    }
}
