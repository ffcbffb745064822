package org.carepromise.kit.webhook;

/** Why nothing is sent to a URL: {@code reason} is for programs, {@code detail} for people. */
enum AddressRefusal {
    SCHEME("scheme", "A webhook's URL begins with https."),
    CREDENTIALS("credentials", "Put no user or password into the URL: the signature tells you who is calling."),
    PORT("port", "A webhook's port is 443, 80 or one from 1024 on."),
    TRAILING_DOT("trailing-dot", "Write the host without a dot at its end."),
    SPELLING("address-spelling", "Write an address as four decimal numbers, or better a name."),
    LOCAL_NAME("local-name", "This name is known inside a network only."),
    NAME_UNKNOWN("name-unknown", "This name has no address."),
    UNSPECIFIED("unspecified", "This is no address of a machine."),
    LOOPBACK("loopback", "This is an address of our own machines."),
    PRIVATE("private", "This is an address inside a network."),
    LINK_LOCAL("link-local", "This is an address inside a network."),
    SHARED("shared", "This is an address inside a provider's network."),
    MULTICAST("multicast", "This is an address of many machines."),
    DOCUMENTATION("documentation", "This address is for examples only."),
    MAPPED("mapped", "Write an IPv4 address as one."),
    RESERVED("reserved", "This address is not in use on the internet.");

    private final String reason;
    private final String detail;

    AddressRefusal(String reason, String detail) {
        this.reason = reason;
        this.detail = detail;
    }

    String reason() {
        return reason;
    }

    String detail() {
        return detail;
    }
}
