package org.carepromise.kit.link;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.UUID;

import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.mac.HmacParameters;
import com.google.crypto.tink.mac.MacConfig;
import com.google.crypto.tink.mac.PredefinedMacParameters;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.carepromise.kit.access.Role;
import org.carepromise.kit.id.IdType;
import org.carepromise.kit.problem.Problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class LinksTest {

    private static final String BASE = "https://care.example.org";
    private static final Instant NOW = Instant.parse("2026-12-01T15:00:00Z");
    private static final Instant EXPIRY = Instant.parse("2026-12-10T15:20:00Z");
    private static final IdType VISIT = new IdType("visit");
    private static final UUID SUBJECT = IdType.next(NOW);

    private static final LinkPurpose CONFIRM = new LinkPurpose("visit-confirmation", VISIT, "/v1/visit-links/");
    private static final LinkPurpose CANCEL = new LinkPurpose("visit-cancellation", VISIT, "/v1/visit-links/");
    private static final List<LinkPurpose> ALL = List.of(CONFIRM, CANCEL);

    @TempDir
    Path folder;

    private KeysetHandle keyset;
    private Links links;

    @BeforeEach
    void makeKeys() throws Exception {
        MacConfig.register();
        keyset = KeysetHandle.newBuilder().addEntry(newKey().makePrimary()).build();
        links = with(keyset);
    }

    @Test
    void aLinkSaysWhatItWasMadeFor() {
        var made = new Link(CANCEL, SUBJECT, EXPIRY, 3);
        var read = links.read(links.token(made), ALL, NOW);
        assertThat(read).isEqualTo(made);
        assertThat(read.subjectId()).isEqualTo(VISIT.format(SUBJECT));
        assertThat(links.url(made)).isEqualTo(BASE + "/v1/visit-links/" + links.token(made));
    }

    @Test
    void boundsAreKept() {
        for (var epoch : List.of(0L, 255L, 256L, 65_535L)) {
            for (var expiry : List.of(NOW.plusSeconds(1), Instant.ofEpochSecond(1L << 31), Link.LAST)) {
                var made = new Link(CONFIRM, SUBJECT, expiry, epoch);
                assertThat(links.read(links.token(made), ALL, NOW)).isEqualTo(made);
            }
        }
        assertThatIllegalArgumentException().isThrownBy(() -> new Link(CONFIRM, SUBJECT, EXPIRY, 65_536));
        assertThatIllegalArgumentException().isThrownBy(() -> new Link(CONFIRM, SUBJECT, EXPIRY, -1));
        assertThatIllegalArgumentException().isThrownBy(() -> new Link(CONFIRM, SUBJECT, Link.LAST.plusSeconds(1), 1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Link(CONFIRM, SUBJECT, Instant.EPOCH.minusSeconds(1), 1));
    }

    @Test
    void aTokenFitsIntoATextMessageAndAUrl() {
        assertThat(links.token(new Link(CANCEL, SUBJECT, EXPIRY, 1)))
                .hasSize(54)
                .matches("lk_[A-Za-z0-9_-]+");
    }

    @Test
    void aLinkExpiresAtItsInstant() {
        var token = links.token(new Link(CANCEL, SUBJECT, EXPIRY.plusMillis(999), 1));
        assertThat(links.read(token, ALL, EXPIRY.minusNanos(1_000)).expiresAt()).isEqualTo(EXPIRY);
        assertRefused("link-expired", token, ALL, EXPIRY);
        assertRefused("link-expired", token, ALL, EXPIRY.plus(Duration.ofDays(1)));
    }

    @Test
    void aLinkIsGoodForItsPurposeAlone() {
        var token = links.token(new Link(CONFIRM, SUBJECT, EXPIRY, 1));
        assertRefused("link-invalid", token, List.of(CANCEL), NOW);
        assertRefused("link-invalid", token, List.of(), NOW);
        assertThat(links.read(token, ALL, NOW).purpose()).isEqualTo(CONFIRM);
    }

    @Test
    void aLinkThatWasChangedInAnyPlaceIsInvalid() {
        var token = links.token(new Link(CANCEL, SUBJECT, EXPIRY, 1));
        for (int i = 3; i < token.length(); i++) {
            for (char other : new char[] {'A', 'B', 'z', '0', '9', '-', '_'}) {
                if (token.charAt(i) != other) {
                    assertRefused("link-invalid", token.substring(0, i) + other + token.substring(i + 1), ALL, NOW);
                }
            }
        }
        var bytes = Base64.getUrlDecoder().decode(token.substring(3));
        for (int bit = 0; bit < bytes.length * 8; bit++) {
            bytes[bit / 8] ^= (byte) (1 << bit % 8);
            assertRefused("link-invalid", "lk_" + base64(bytes), ALL, NOW);
            bytes[bit / 8] ^= (byte) (1 << bit % 8);
        }
    }

    /** RFC 4648 §3.5: a decoder may take several last characters for the same bytes. */
    @Test
    void aLinkHasOneSpelling() {
        var token = links.token(new Link(CANCEL, SUBJECT, EXPIRY, 1));
        assertRefused("link-invalid", token + "=", ALL, NOW);
        assertRefused("link-invalid", token + "==", ALL, NOW);
        assertRefused("link-invalid", token.toUpperCase(java.util.Locale.ROOT), ALL, NOW);
        assertRefused("link-invalid", " " + token, ALL, NOW);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "lk_", "lk_AAAA", "lk_****", "lk_Ä", "appt_01kat3v0000000000000000000"})
    void whatIsNoTokenIsInvalid(String text) {
        assertRefused("link-invalid", text, ALL, NOW);
    }

    @Test
    void tokensThatAreCutOrTooLongAreInvalid() {
        var token = links.token(new Link(CANCEL, SUBJECT, EXPIRY, 1));
        for (int length = 0; length < token.length(); length++) {
            assertRefused("link-invalid", token.substring(0, length), ALL, NOW);
        }
        assertRefused("link-invalid", token + "AAAA", ALL, NOW);
        assertRefused("link-invalid", token + "A".repeat(100_000), ALL, NOW);
    }

    @Test
    void linksOfTheKeyBeforeStillWorkUntilItIsTakenOut() throws Exception {
        var before = links.token(new Link(CANCEL, SUBJECT, EXPIRY, 1));
        var both =
                KeysetHandle.newBuilder(keyset).addEntry(newKey().makePrimary()).build();
        var rotated = with(both);
        var after = rotated.token(new Link(CANCEL, SUBJECT, EXPIRY, 1));

        assertThat(after).isNotEqualTo(before);
        assertThat(rotated.read(before, ALL, NOW)).isEqualTo(rotated.read(after, ALL, NOW));

        var alone = with(KeysetHandle.newBuilder(both).deleteAt(0).build());
        assertThat(alone.read(after, ALL, NOW).epoch()).isEqualTo(1);
        assertRefused(alone, "link-invalid", before, ALL, NOW);
    }

    @Test
    void keysMadeByTinksCommandWithAPrefixSignTooAndAnotherKeyDoesNot() throws Exception {
        var prefixed = with(KeysetHandle.generateNew(PredefinedMacParameters.HMAC_SHA256_128BITTAG));
        var token = prefixed.token(new Link(CONFIRM, SUBJECT, EXPIRY, 1));
        assertThat(prefixed.read(token, ALL, NOW).purpose()).isEqualTo(CONFIRM);
        assertRefused(links, "link-invalid", token, ALL, NOW);
    }

    @Test
    void aLinkOfAnEarlierEpochIsSuperseded() {
        var link = new Link(CANCEL, SUBJECT, EXPIRY, 2);
        link.requireEpoch(2);
        assertThatExceptionOfType(Problem.class)
                .isThrownBy(() -> link.requireEpoch(3))
                .satisfies(refusal -> assertThat(refusal.code()).isEqualTo(LinkProblem.LINK_SUPERSEDED));
    }

    @Test
    void whoeverFollowsALinkReachesItsSiteAndIsNobodyOfTheStaff() {
        var caller = new Link(CANCEL, SUBJECT, EXPIRY, 2).caller("springfield");
        assertThat(caller.roles()).containsExactly(Role.LINK);
        assertThat(caller.actsAsPatient()).isTrue();
        assertThat(caller.hasToken()).isFalse();
        assertThat(caller.mayReach("springfield", "pat-ada")).isTrue();
        assertThat(caller.mayReach("chatham", "pat-ada")).isFalse();
        assertThat(caller.idempotencyOwner()).isEqualTo("link:visit-cancellation:" + VISIT.format(SUBJECT));
    }

    @Test
    void withoutAKeysetNothingStartsAndTheFileIsNamed() throws Exception {
        var file = folder.resolve("link-keyset.json");
        Files.delete(file);
        assertUnusable();
        for (var content : List.of("", "{}", "not a keyset", "{\"primaryKeyId\":1,\"key\":[]}")) {
            Files.writeString(file, content);
            assertUnusable();
        }
    }

    @Test
    void anAddressThatLeadsNowhereOrThatAllCanReadIsRefused() {
        assertThat(LinkStartRules.faults(BASE, true)).isEmpty();
        assertThat(LinkStartRules.faults("http://127.0.0.1:8080", false)).isEmpty();
        for (var address :
                List.of("http://care.example.org", "care.example.org", BASE + "/", BASE + "/x", "ftp://x", "")) {
            assertThat(LinkStartRules.faults(address, true))
                    .singleElement()
                    .asString()
                    .startsWith("carepromise.links.base-url ");
        }
    }

    @Test
    void aPurposeHasANameAndAPath() {
        for (var path : List.of("", "/", "x/", "/x", "/x//", "/x?/", "/X/")) {
            assertThatIllegalArgumentException().isThrownBy(() -> new LinkPurpose("visit-confirmation", VISIT, path));
        }
        for (var id : List.of("", "Visit", "visit confirmation", "visit\0")) {
            assertThatIllegalArgumentException().isThrownBy(() -> new LinkPurpose(id, VISIT, "/a/"));
        }
    }

    private void assertUnusable() {
        assertThatIllegalStateException()
                .isThrownBy(() -> new Links(folder, BASE))
                .withMessageContaining("carepromise.keys.directory")
                .withMessageContaining("link-keyset.json");
    }

    private void assertRefused(String code, String token, List<LinkPurpose> purposes, Instant now) {
        assertRefused(links, code, token, purposes, now);
    }

    private static void assertRefused(Links links, String code, String token, List<LinkPurpose> purposes, Instant now) {
        assertThatExceptionOfType(Problem.class)
                .isThrownBy(() -> links.read(token, purposes, now))
                .satisfies(refusal -> assertThat(refusal.code().code()).isEqualTo(code))
                .satisfies(refusal -> assertThat(refusal.detail()).isNull());
    }

    private Links with(KeysetHandle keys) throws Exception {
        Files.writeString(
                folder.resolve("link-keyset.json"),
                TinkJsonProtoKeysetFormat.serializeKeyset(keys, InsecureSecretKeyAccess.get()));
        return new Links(folder, BASE);
    }

    private static KeysetHandle.Builder.Entry newKey() throws Exception {
        return KeysetHandle.generateEntryFromParameters(HmacParameters.builder()
                        .setKeySizeBytes(32)
                        .setTagSizeBytes(16)
                        .setHashType(HmacParameters.HashType.SHA256)
                        .setVariant(HmacParameters.Variant.NO_PREFIX)
                        .build())
                .withRandomId();
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
