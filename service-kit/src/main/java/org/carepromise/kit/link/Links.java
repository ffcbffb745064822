package org.carepromise.kit.link;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.Mac;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.mac.MacConfig;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigUtils;

import org.carepromise.kit.crypto.KeysConfig;
import org.carepromise.kit.log.LinkTokens;
import org.carepromise.kit.problem.Problem;

/**
 * Signs links and reads them (docs/adr/0019-links-and-guests.md). A token is short, for it goes into text messages: the
 * subject's id, expiry and epoch, and a tag (HMAC-SHA-256, 128 bits) over them and the purpose, which the token does not
 * name. The keyset rotates: the primary key signs, older ones still verify.
 */
@Singleton
public class Links {

    private static final byte[] CONTEXT = "carepromise link 1\0".getBytes(StandardCharsets.UTF_8);

    /** The subject's id, the second of expiry, the epoch. */
    private static final int PAYLOAD_BYTES = 16 + 4 + 2;

    private static final Base64.Encoder TEXT = Base64.getUrlEncoder().withoutPadding();
    private static final int LONGEST_TOKEN = 100;

    private final Mac mac;
    private final String baseUrl;

    @Inject
    Links(KeysConfig keys, LinksConfig config) {
        this(keys.directory(), config.baseUrl().toString());
    }

    Links(Path keys, String baseUrl) {
        var file = keys.resolve("link-keyset.json");
        try {
            MacConfig.register();
            mac = TinkJsonProtoKeysetFormat.parseKeyset(Files.readString(file), InsecureSecretKeyAccess.get())
                    .getPrimitive(RegistryConfiguration.get(), Mac.class);
        } catch (IOException | GeneralSecurityException unusable) {
            throw new IllegalStateException(
                    "carepromise.keys.directory has no usable Tink keyset for links: " + file, unusable);
        }
        this.baseUrl = baseUrl;
    }

    /** At the start, not when the first link is made. */
    void check(@Observes StartupEvent start) {
        var faults = LinkStartRules.faults(baseUrl, ConfigUtils.isProfileActive(LaunchMode.NORMAL.getDefaultProfile()));
        if (!faults.isEmpty()) {
            throw new IllegalStateException("links would lead nowhere: " + String.join("; ", faults));
        }
    }

    /** The link as a patient gets it. Its token belongs in no log, no event and no column in the clear. */
    public String url(Link link) {
        return baseUrl + link.purpose().path() + token(link);
    }

    /** The link's token alone: {@code lk_} and URL-safe base64. */
    public String token(Link link) {
        var payload = payload(link);
        try {
            return LinkTokens.PREFIX
                    + TEXT.encodeToString(joined(payload, mac.computeMac(signed(link.purpose(), payload))));
        } catch (GeneralSecurityException failure) {
            throw new IllegalStateException("cannot sign a link", failure);
        }
    }

    /**
     * Reads a token that somebody sent.
     *
     * @param purposes those for which it may be good here
     * @param now by the product's clock
     * @throws Problem {@code link-invalid} where it was not signed by us for one of the purposes, {@code link-expired}
     */
    public Link read(String token, Collection<LinkPurpose> purposes, Instant now) {
        var link = bytes(token)
                .flatMap(bytes -> purposes.stream()
                        .filter(purpose -> isSigned(purpose, bytes))
                        .findFirst()
                        .map(purpose -> link(purpose, ByteBuffer.wrap(bytes))))
                .orElseThrow(() -> Problem.of(LinkProblem.LINK_INVALID));
        if (!now.isBefore(link.expiresAt())) {
            throw Problem.of(LinkProblem.LINK_EXPIRED);
        }
        return link;
    }

    /** One spelling for one token: base64 could be written in several that read the same. */
    private static Optional<byte[]> bytes(String token) {
        if (token == null || token.length() > LONGEST_TOKEN || !token.startsWith(LinkTokens.PREFIX)) {
            return Optional.empty();
        }
        var text = token.substring(LinkTokens.PREFIX.length());
        try {
            var bytes = Base64.getUrlDecoder().decode(text);
            return bytes.length > PAYLOAD_BYTES && TEXT.encodeToString(bytes).equals(text)
                    ? Optional.of(bytes)
                    : Optional.empty();
        } catch (IllegalArgumentException noBase64) {
            return Optional.empty();
        }
    }

    private boolean isSigned(LinkPurpose purpose, byte[] bytes) {
        try {
            // compares in constant time
            mac.verifyMac(
                    Arrays.copyOfRange(bytes, PAYLOAD_BYTES, bytes.length),
                    signed(purpose, Arrays.copyOf(bytes, PAYLOAD_BYTES)));
            return true;
        } catch (GeneralSecurityException notSigned) {
            return false;
        }
    }

    private static byte[] signed(LinkPurpose purpose, byte[] payload) {
        var id = purpose.id().getBytes(StandardCharsets.UTF_8);
        return joined(CONTEXT, id, new byte[1], payload);
    }

    private static byte[] payload(Link link) {
        return ByteBuffer.allocate(PAYLOAD_BYTES)
                .putLong(link.subject().getMostSignificantBits())
                .putLong(link.subject().getLeastSignificantBits())
                .putInt((int) link.expiresAt().getEpochSecond())
                .putShort((short) link.epoch())
                .array();
    }

    private static Link link(LinkPurpose purpose, ByteBuffer payload) {
        return new Link(
                purpose,
                new UUID(payload.getLong(), payload.getLong()),
                Instant.ofEpochSecond(Integer.toUnsignedLong(payload.getInt())),
                Short.toUnsignedInt(payload.getShort()));
    }

    private static byte[] joined(byte[]... parts) {
        var all = new ByteArrayOutputStream();
        for (var part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
