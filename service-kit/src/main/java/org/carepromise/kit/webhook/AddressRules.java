package org.carepromise.kit.webhook;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Where webhooks may go: to what everybody on the internet can reach, and to nothing behind our own walls. Addresses are
 * judged after the registries of RFC 6890, in whatever spelling; a name is judged again by each address that it has when
 * something is sent.
 */
final class AddressRules {

    private static final int HTTPS = 443;
    private static final int HTTP = 80;
    private static final int FIRST_FREE_PORT = 1_024;
    private static final int LAST_PORT = 65_535;
    private static final int IPV4_BYTES = 4;
    private static final int IPV6_BYTES = 16;

    private static final Pattern NUMBER = Pattern.compile("\\d+|0x[0-9a-f]*");
    private static final Pattern PLAIN_BYTE = Pattern.compile("0|[1-9]\\d{0,2}");
    private static final Pattern HEX_GROUP = Pattern.compile("[0-9a-f]{1,4}");

    /** Names that mean something else in each network (RFC 6761, 6762, 8375, and the habits of clusters). */
    private static final List<String> LOCAL_ENDINGS =
            List.of(".localhost", ".local", ".internal", ".home.arpa", ".svc", ".intranet", ".lan", ".corp", ".home");

    private static final List<Block> REFUSED = List.of(
            block("0.0.0.0", 8, AddressRefusal.UNSPECIFIED),
            block("10.0.0.0", 8, AddressRefusal.PRIVATE),
            block("100.64.0.0", 10, AddressRefusal.SHARED),
            block("127.0.0.0", 8, AddressRefusal.LOOPBACK),
            block("169.254.0.0", 16, AddressRefusal.LINK_LOCAL),
            block("172.16.0.0", 12, AddressRefusal.PRIVATE),
            block("192.0.0.0", 24, AddressRefusal.RESERVED),
            block("192.0.2.0", 24, AddressRefusal.DOCUMENTATION),
            block("192.88.99.0", 24, AddressRefusal.RESERVED),
            block("192.168.0.0", 16, AddressRefusal.PRIVATE),
            block("198.18.0.0", 15, AddressRefusal.RESERVED),
            block("198.51.100.0", 24, AddressRefusal.DOCUMENTATION),
            block("203.0.113.0", 24, AddressRefusal.DOCUMENTATION),
            block("224.0.0.0", 4, AddressRefusal.MULTICAST),
            block("240.0.0.0", 4, AddressRefusal.RESERVED),
            block("::", 128, AddressRefusal.UNSPECIFIED),
            block("::1", 128, AddressRefusal.LOOPBACK),
            block("::", 96, AddressRefusal.MAPPED),
            block("::ffff:0:0", 96, AddressRefusal.MAPPED),
            block("::ffff:0:0:0", 96, AddressRefusal.MAPPED),
            block("64:ff9b:1::", 48, AddressRefusal.PRIVATE),
            block("2001::", 23, AddressRefusal.RESERVED),
            block("2001:db8::", 32, AddressRefusal.DOCUMENTATION),
            block("3fff::", 20, AddressRefusal.DOCUMENTATION),
            block("fc00::", 7, AddressRefusal.PRIVATE),
            block("fe80::", 10, AddressRefusal.LINK_LOCAL),
            block("fec0::", 10, AddressRefusal.PRIVATE),
            block("ff00::", 8, AddressRefusal.MULTICAST));

    /** IPv6 addresses that lead to an IPv4 one: which, is decided by the four bytes from {@code at} on. */
    private static final Block NAT64 = block("64:ff9b::", 96, AddressRefusal.RESERVED);

    /** What a receiver beside a sandbox may have. */
    private static final Set<AddressRefusal> PRIVATE = EnumSet.of(AddressRefusal.LOOPBACK, AddressRefusal.PRIVATE);

    private static final int IPV4_IN_NAT64 = 12;
    private static final Block SIX_TO_FOUR = block("2002::", 16, AddressRefusal.RESERVED);
    private static final int IPV4_IN_6TO4 = 2;

    /** Of IPv6 only this part is given out for machines on the internet. */
    private static final Block GLOBAL_UNICAST = block("2000::", 3, AddressRefusal.RESERVED);

    private AddressRules() {}

    /**
     * What of a URL can be judged without asking for the name's addresses.
     *
     * @param insecureAllowed whether http will do
     * @param privateAllowed whether this machine and private networks will do, as for a receiver beside a sandbox
     */
    static Optional<AddressRefusal> ofUrl(WebhookUrl url, boolean insecureAllowed, boolean privateAllowed) {
        if (!url.secure() && !(insecureAllowed && url.scheme().equals("http"))) {
            return Optional.of(AddressRefusal.SCHEME);
        }
        if (url.credentials()) {
            return Optional.of(AddressRefusal.CREDENTIALS);
        }
        if (!portAllowed(url.port())) {
            return Optional.of(AddressRefusal.PORT);
        }
        return ofHost(url.host(), privateAllowed);
    }

    private static boolean portAllowed(int port) {
        return port == HTTPS || port == HTTP || port >= FIRST_FREE_PORT && port <= LAST_PORT;
    }

    private static Optional<AddressRefusal> ofHost(String host, boolean privateAllowed) {
        var address = addressIn(host);
        if (address.isPresent()) {
            return ofAddress(address.get(), privateAllowed);
        }
        if (host.endsWith(".")) {
            return Optional.of(AddressRefusal.TRAILING_DOT);
        }
        if (NUMBER.matcher(host.substring(host.lastIndexOf('.') + 1)).matches()) {
            // Resolvers read 127.1, 0x7f000001, 2130706433 and 0177.0.0.1 as addresses, each in its own way.
            return Optional.of(AddressRefusal.SPELLING);
        }
        boolean local = !host.contains(".") || LOCAL_ENDINGS.stream().anyMatch(host::endsWith);
        return local && !privateAllowed ? Optional.of(AddressRefusal.LOCAL_NAME) : Optional.empty();
    }

    /**
     * Whatever is allowed, a link-local address is not: machines in a cloud are told their secrets at one.
     *
     * @param address 4 or 16 bytes
     * @param privateAllowed whether this machine and private networks will do
     */
    static Optional<AddressRefusal> ofAddress(byte[] address, boolean privateAllowed) {
        return ofAddress(address).filter(refusal -> !privateAllowed || !PRIVATE.contains(refusal));
    }

    /** @param address 4 or 16 bytes */
    static Optional<AddressRefusal> ofAddress(byte[] address) {
        for (var block : REFUSED) {
            if (block.holds(address)) {
                return Optional.of(block.refusal());
            }
        }
        if (address.length == IPV4_BYTES) {
            return Optional.empty();
        }
        if (NAT64.holds(address)) {
            return ofAddress(Arrays.copyOfRange(address, IPV4_IN_NAT64, IPV4_IN_NAT64 + IPV4_BYTES));
        }
        if (SIX_TO_FOUR.holds(address)) {
            return ofAddress(Arrays.copyOfRange(address, IPV4_IN_6TO4, IPV4_IN_6TO4 + IPV4_BYTES));
        }
        return GLOBAL_UNICAST.holds(address) ? Optional.empty() : Optional.of(AddressRefusal.RESERVED);
    }

    /** The bytes of a host that is an address in its one plain spelling; empty for a name and for any other spelling. */
    static Optional<byte[]> addressIn(String host) {
        return host.contains(":") ? ipv6(host) : ipv4(host);
    }

    private static Optional<byte[]> ipv4(String text) {
        var parts = text.split("\\.", -1);
        if (parts.length != IPV4_BYTES) {
            return Optional.empty();
        }
        var bytes = new byte[IPV4_BYTES];
        for (int i = 0; i < parts.length; i++) {
            if (!PLAIN_BYTE.matcher(parts[i]).matches() || Integer.parseInt(parts[i]) > 0xFF) {
                return Optional.empty();
            }
            bytes[i] = (byte) Integer.parseInt(parts[i]);
        }
        return Optional.of(bytes);
    }

    /** RFC 4291 §2.2: groups of four hex digits, one run of zeros left out, the last four bytes maybe as IPv4. */
    private static Optional<byte[]> ipv6(String text) {
        int gap = text.indexOf("::");
        if (gap != text.lastIndexOf("::")) {
            return Optional.empty();
        }
        var head = groups(gap < 0 ? text : text.substring(0, gap));
        var tail = groups(gap < 0 ? "" : text.substring(gap + 2));
        if (head.isEmpty() || tail.isEmpty()) {
            return Optional.empty();
        }
        int given = head.get().length + tail.get().length;
        if (gap < 0 ? given != IPV6_BYTES : given >= IPV6_BYTES) {
            return Optional.empty();
        }
        var bytes = Arrays.copyOf(head.get(), IPV6_BYTES);
        System.arraycopy(tail.get(), 0, bytes, IPV6_BYTES - tail.get().length, tail.get().length);
        return Optional.of(bytes);
    }

    private static Optional<byte[]> groups(String text) {
        var parts = text.isEmpty() ? new String[0] : text.split(":", -1);
        var bytes = new byte[0];
        for (int i = 0; i < parts.length; i++) {
            var part = i == parts.length - 1 && parts[i].contains(".") ? ipv4(parts[i]) : group(parts[i]);
            if (part.isEmpty()) {
                return Optional.empty();
            }
            int before = bytes.length;
            bytes = Arrays.copyOf(bytes, before + part.get().length);
            System.arraycopy(part.get(), 0, bytes, before, part.get().length);
        }
        return Optional.of(bytes);
    }

    private static Optional<byte[]> group(String digits) {
        if (!HEX_GROUP.matcher(digits).matches()) {
            return Optional.empty();
        }
        int value = Integer.parseInt(digits, 16);
        return Optional.of(new byte[] {(byte) (value >> Byte.SIZE), (byte) value});
    }

    private static Block block(String base, int bits, AddressRefusal refusal) {
        return new Block(addressIn(base).orElseThrow(), bits, refusal);
    }

    /** A range of addresses that share their first bits. */
    private record Block(byte[] base, int bits, AddressRefusal refusal) {

        boolean holds(byte[] address) {
            if (address.length != base.length) {
                return false;
            }
            for (int i = 0; i < bits; i++) {
                int mask = 0x80 >> i % Byte.SIZE;
                if ((address[i / Byte.SIZE] & mask) != (base[i / Byte.SIZE] & mask)) {
                    return false;
                }
            }
            return true;
        }
    }
}
