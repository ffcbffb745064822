package org.carepromise.gateway.route;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.KeyPairGenerator;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import org.carepromise.gateway.Tokens;
import org.carepromise.gateway.Upstreams;
import org.carepromise.gateway.Wire;

import static org.assertj.core.api.Assertions.assertThat;

/** RFC 8725: every way to make a token that should not pass. */
@QuarkusTest
@QuarkusTestResource(Upstreams.class)
class TokenBatteryTest {

    private static final Map<String, Object> RS256 = Map.of("alg", "RS256", "typ", "JWT");

    @TestHTTPResource("/")
    URI gateway;

    @Test
    void aGoodTokenPasses() {
        assertThat(send("Bearer " + Tokens.signed(RS256, Tokens.claims())).status())
                .isEqualTo(200);
        assertThat(send("bearer " + Tokens.signed(RS256, Tokens.claims())).status())
                .isEqualTo(200);
        assertThat(send("Bearer " + with(claims -> claims.put("aud", List.of("other", "carepromise"))))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void withoutATokenTheServiceDecides() {
        assertThat(Wire.get(gateway.getPort(), "/v1/appointments").status()).isEqualTo(200);
    }

    @Test
    void whatIsRefusedIsNamedToTheClientAsRfc6750Says() {
        var reply = send("Bearer " + with(claims -> claims.put("exp", 1)));
        assertThat(reply.has("www-authenticate: Bearer error=\"invalid_token\""))
                .isTrue();
        assertThat(reply.has("content-type: application/problem+json")).isTrue();
        var problem = new JsonObject(reply.body());
        assertThat(problem.getString("code")).isEqualTo("unauthenticated");
        assertThat(problem.fieldNames()).doesNotContain("detail");
    }

    @TestFactory
    Stream<DynamicTest> everyOtherTokenIsRefused() throws Exception {
        var good = Tokens.claims();
        var now = Instant.now().getEpochSecond();
        var other = KeyPairGenerator.getInstance("RSA");
        other.initialize(2048);
        var otherKeys = other.generateKeyPair();
        var jwk = Map.of(
                "kty", "RSA",
                "e", "AQAB",
                "n",
                        Tokens.encoded(((java.security.interfaces.RSAPublicKey) otherKeys.getPublic())
                                .getModulus()
                                .toByteArray()));
        var elsewhere = "http://127.0.0.1:" + gateway.getPort() + "/openapi/v1.json";
        var valid = Tokens.signed(RS256, good);
        var parts = valid.split("\\.");

        return Map.<String, String>ofEntries(
                        Map.entry("alg none", Tokens.unsigned(Map.of("alg", "none"), good) + "."),
                        Map.entry("alg None", Tokens.unsigned(Map.of("alg", "None"), good) + "."),
                        Map.entry("alg nOnE", Tokens.unsigned(Map.of("alg", "nOnE"), good) + "."),
                        Map.entry(
                                "alg none with the old signature",
                                Tokens.unsigned(Map.of("alg", "none"), good) + "." + parts[2]),
                        Map.entry("no alg", Tokens.unsigned(Map.of("typ", "JWT"), good) + "." + parts[2]),
                        Map.entry("empty signature", parts[0] + "." + parts[1] + "."),
                        Map.entry("no signature", parts[0] + "." + parts[1]),
                        Map.entry(
                                "HS256 keyed with the public key",
                                hmac(good, Base64.getDecoder().decode(Tokens.setting("quarkus.oidc.public-key")))),
                        Map.entry(
                                "HS256 keyed with the public key's text",
                                hmac(
                                        good,
                                        Tokens.setting("quarkus.oidc.public-key")
                                                .getBytes(StandardCharsets.US_ASCII))),
                        Map.entry("PS256 in the header alone", Tokens.signed(Map.of("alg", "PS256"), good)),
                        Map.entry("ES256 in the header alone", Tokens.signed(Map.of("alg", "ES256"), good)),
                        Map.entry("another key", Tokens.signed(RS256, good, otherKeys.getPrivate(), "SHA256withRSA")),
                        Map.entry(
                                "its own key in jwk",
                                Tokens.signed(
                                        Map.of("alg", "RS256", "jwk", jwk),
                                        good,
                                        otherKeys.getPrivate(),
                                        "SHA256withRSA")),
                        Map.entry(
                                "a key elsewhere in jku",
                                Tokens.signed(
                                        Map.of("alg", "RS256", "jku", elsewhere),
                                        good,
                                        otherKeys.getPrivate(),
                                        "SHA256withRSA")),
                        Map.entry(
                                "a key elsewhere in x5u",
                                Tokens.signed(
                                        Map.of("alg", "RS256", "x5u", elsewhere),
                                        good,
                                        otherKeys.getPrivate(),
                                        "SHA256withRSA")),
                        Map.entry(
                                "a file in kid",
                                Tokens.signed(
                                        Map.of("alg", "RS256", "kid", "../../dev/null"),
                                        good,
                                        otherKeys.getPrivate(),
                                        "SHA256withRSA")),
                        Map.entry(
                                "an unknown critical header",
                                Tokens.signed(Map.of("alg", "RS256", "crit", List.of("x"), "x", 1), good)),
                        Map.entry(
                                "another payload",
                                parts[0] + "."
                                        + Tokens.encoded("{\"sub\":\"x\",\"roles\":[\"admin\"]}"
                                                .getBytes(StandardCharsets.UTF_8))
                                        + "." + parts[2]),
                        Map.entry("exp in the past", with(claims -> claims.put("exp", now - 120))),
                        Map.entry("no exp", with(claims -> claims.remove("exp"))),
                        Map.entry("exp that is no number", with(claims -> claims.put("exp", "never"))),
                        Map.entry("nbf in the future", with(claims -> claims.put("nbf", now + 300))),
                        Map.entry("another aud", with(claims -> claims.put("aud", "carepromise-other"))),
                        Map.entry("no aud", with(claims -> claims.remove("aud"))),
                        Map.entry("empty aud", with(claims -> claims.put("aud", List.of()))),
                        Map.entry("another iss", with(claims -> claims.put("iss", "https://elsewhere"))),
                        Map.entry("no iss", with(claims -> claims.remove("iss"))),
                        Map.entry("no sub", with(claims -> claims.remove("sub"))),
                        Map.entry("blank sub", with(claims -> claims.put("sub", " "))),
                        Map.entry("sub that is no text", with(claims -> claims.put("sub", List.of("a")))),
                        Map.entry("nothing", ""),
                        Map.entry("dots", "..."),
                        Map.entry("a word", "abc"),
                        Map.entry("an opaque token", "0123456789abcdef0123456789abcdef"),
                        Map.entry("five parts", valid + ".a.b"),
                        Map.entry("20 KB", valid + "A".repeat(20_000)))
                .entrySet()
                .stream()
                .map(each ->
                        DynamicTest.dynamicTest(each.getKey(), () -> assertRefused(send("Bearer " + each.getValue()))));
    }

    @Test
    void anotherSchemeIsRefused() {
        assertRefused(send("Basic YTpi"));
        assertRefused(send("Token abc"));
        assertRefused(send("Bearer"));
        assertRefused(send(""));
        assertRefused(send("bearer\t" + Tokens.signed(RS256, Tokens.claims())));
        assertRefused(send(Tokens.signed(RS256, Tokens.claims())));
    }

    @Test
    void twoTokensAreRefused() {
        var good = Tokens.signed(RS256, Tokens.claims());
        assertRefused(Wire.get(
                gateway.getPort(),
                "/v1/appointments",
                "Authorization: Bearer " + good,
                "Authorization: Bearer " + good));
        assertRefused(send("Bearer " + good + ", Bearer " + good));
    }

    @Test
    void aTokenIsCheckedForTheGatewaysOwnOperationsToo() {
        assertRefused(Wire.get(gateway.getPort(), "/v1/info", "Authorization: Bearer abc"));
    }

    private Wire.Reply send(String authorization) {
        return Wire.get(gateway.getPort(), "/v1/appointments", "Authorization: " + authorization);
    }

    private static void assertRefused(Wire.Reply reply) {
        assertThat(reply.status()).as(reply.text()).isIn(400, 401, 431);
        assertThat(reply.body()).doesNotContain("Exception", "jose4j", "JWT");
    }

    private static String with(Consumer<Map<String, Object>> change) {
        var claims = Tokens.claims();
        change.accept(claims);
        return Tokens.signed(RS256, claims);
    }

    private static String hmac(Map<String, ?> claims, byte[] key) throws Exception {
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        var unsigned = Tokens.unsigned(Map.of("alg", "HS256"), claims);
        return unsigned + "." + Tokens.encoded(mac.doFinal(unsigned.getBytes(StandardCharsets.US_ASCII)));
    }
}
