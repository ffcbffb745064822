package org.carepromise.kit.access;

import java.nio.charset.StandardCharsets;
import java.security.KeyPairGenerator;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.function.UnaryOperator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import io.smallrye.jwt.build.JwtClaimsBuilder;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.carepromise.kit.sample.RawHttp;
import org.carepromise.kit.sample.SampleTest;
import org.carepromise.kit.sample.Things;
import org.carepromise.testkit.Tokens;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

/** Odd tokens straight at a service: each checks for itself, whatever the gateway let through. */
@SampleTest
class TokenTest {

    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
    private static final long NOW = Instant.now().getEpochSecond();

    record Odd(String what, UnaryOperator<JwtClaimsBuilder> change) {

        @Override
        public String toString() {
            return what;
        }
    }

    static List<Odd> oddTokens() {
        return List.of(
                new Odd("another audience", claims -> claims.audience("somebody-else")),
                new Odd("no audience", claims -> claims.remove("aud")),
                new Odd("another issuer", claims -> claims.issuer("https://evil.example")),
                new Odd("no issuer", claims -> claims.remove("iss")),
                new Odd("expired", claims -> claims.issuedAt(NOW - 900).expiresAt(NOW - 600)),
                new Odd("not valid yet", claims -> claims.claim("nbf", NOW + 600)),
                new Odd("no subject", claims -> claims.remove("sub")),
                new Odd("an empty subject", claims -> claims.subject("")),
                new Odd("a subject of 10,000 characters", claims -> claims.subject("x".repeat(10_000))));
    }

    @ParameterizedTest
    @MethodSource("oddTokens")
    void isRefused(Odd odd) {
        assertRefused("Bearer " + Tokens.sign(odd.change().apply(Tokens.of(Role.ADMIN, "admin-1"))));
    }

    @Test
    void theTokenThatTheseAreChangedFromIsTaken() {
        assertThat(status("Bearer " + Tokens.sign(Tokens.of(Role.ADMIN, "admin-1"))))
                .isEqualTo(200);
        assertThat(status("bearer " + Tokens.admin())).isEqualTo(200);
    }

    @Test
    void aTokenThatNeverExpiresIsRefused() throws Exception {
        assertRefused("Bearer " + signedByUs(payload("")));
        assertThat(status("Bearer " + signedByUs(payload(",\"exp\":" + (NOW + 600)))))
                .isEqualTo(200);
    }

    @Test
    void aTokenWithoutSignatureIsRefused() {
        var claims = BASE64.encodeToString(payload(",\"exp\":" + (NOW + 600)).getBytes(StandardCharsets.UTF_8));
        for (var algorithm : List.of("none", "None", "NONE", "")) {
            var header = BASE64.encodeToString(
                    "{\"alg\":\"%s\",\"typ\":\"JWT\"}".formatted(algorithm).getBytes(StandardCharsets.UTF_8));
            assertRefused("Bearer " + header + "." + claims + ".");
            assertRefused("Bearer " + header + "." + claims + ".AAAA");
        }
    }

    @Test
    void aTokenSignedWithThePublicKeyAsASecretIsRefused() throws Exception {
        var publicKey = ConfigProvider.getConfig().getValue("quarkus.oidc.public-key", String.class);
        var claims = BASE64.encodeToString(payload(",\"exp\":" + (NOW + 600)).getBytes(StandardCharsets.UTF_8));
        var signed = BASE64.encodeToString("{\"alg\":\"HS256\"}".getBytes(StandardCharsets.UTF_8)) + "." + claims;
        for (var secret : List.of(
                publicKey.getBytes(StandardCharsets.US_ASCII),
                Base64.getDecoder().decode(publicKey))) {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            assertRefused("Bearer " + signed + "."
                    + BASE64.encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.US_ASCII))));
        }
    }

    @Test
    void aTokenOfAnotherKeyIsRefusedWhateverItsHeaderSays() throws Exception {
        var stranger = KeyPairGenerator.getInstance("RSA").generateKeyPair();
        assertRefused("Bearer " + Tokens.of(Role.ADMIN, "admin-1").sign(stranger.getPrivate()));
        assertRefused("Bearer "
                + Tokens.of(Role.ADMIN, "admin-1")
                        .jws()
                        .header("jku", "https://evil.example/keys")
                        .header("jwk", stranger.getPublic().getEncoded())
                        .sign(stranger.getPrivate()));
    }

    @Test
    void aChangedTokenIsRefused() {
        var parts = Tokens.patient("pat-ada").split("\\.");
        var others = Tokens.admin().split("\\.");
        assertRefused("Bearer " + parts[0] + "." + others[1] + "." + parts[2]);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Bearer",
                "Bearer ",
                "Bearer .",
                "Bearer ..",
                "Bearer ...",
                "Bearer a.b.c",
                "Bearer é.é.é",
                "Basic YTpi",
                "Negotiate",
                "x"
            })
    void whatIsNoTokenIsRefused(String authorization) {
        assertRefused(authorization);
    }

    @Test
    void aLongTokenIsRefusedWithoutHarm() {
        assertRefused("Bearer a." + "x".repeat(12_000) + ".c");
        assertThat(status("Bearer a." + "x".repeat(20_000) + ".c")).isEqualTo(431);
    }

    @Test
    void twoTokensAreRefusedWhicheverComesFirst() {
        var answer = RawHttp.send(
                "",
                "GET /v1/things HTTP/1.1",
                "Authorization: Bearer " + Tokens.admin(),
                "Authorization: Bearer " + Tokens.admin());
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("WWW-Authenticate")).isPresent();
    }

    @Test
    void whatNobodyAnnotatedIsDeniedToEverybody() {
        given().get("/v1/open-by-mistake").then().statusCode(401);
        given().auth()
                .oauth2(Tokens.admin())
                .get("/v1/open-by-mistake")
                .then()
                .statusCode(403)
                .body("code", equalTo("forbidden"));
    }

    @Test
    void actingHeadersAreReadOnceAndNeverGuessed() {
        assertThat(acting(Tokens.portal(), "On-Behalf-Of-Patient: pat-ada")).isEqualTo(201);
        assertThat(acting(Tokens.portal(), "on-behalf-of-patient:   pat-ada  ")).isEqualTo(201);
        assertThat(acting(Tokens.portal(), "On-Behalf-Of-Patient: pat-ada", "On-Behalf-Of-Patient: pat-ben"))
                .isEqualTo(403);
        assertThat(acting(Tokens.portal(), "On-Behalf-Of-Patient: ")).isEqualTo(403);
        assertThat(acting(Tokens.portal(), "On-Behalf-Of-Patient: " + "x".repeat(65)))
                .isEqualTo(403);
        assertThat(acting(Tokens.portal())).isEqualTo(403);
        assertThat(acting(Tokens.admin(), "On-Behalf-Of-Patient: pat-ada")).isEqualTo(403);
        assertThat(acting(Tokens.patient("pat-ada", "pat-ben"), "On-Behalf-Of-Patient: pat-ben"))
                .isEqualTo(201);
        assertThat(acting(Tokens.patient("pat-ada"), "On-Behalf-Of-Patient: pat-ben"))
                .isEqualTo(403);
    }

    private static int acting(String token, String... headers) {
        var lines = new java.util.ArrayList<>(List.of(Things.rawPost(token)));
        lines.addAll(List.of(headers));
        return RawHttp.send("{\"name\":\"" + Things.name() + "\"}", lines.toArray(String[]::new))
                .status();
    }

    private static String payload(String more) {
        return "{\"iss\":\"carepromise-sandbox\",\"aud\":\"carepromise\",\"sub\":\"admin-1\",\"roles\":[\"admin\"],\"iat\":"
                + NOW + more + "}";
    }

    /** Signs claims just as they stand: the builder adds an expiry of its own. */
    private static String signedByUs(String payload) throws Exception {
        var signed = BASE64.encodeToString("{\"alg\":\"RS256\",\"typ\":\"JWT\"}".getBytes(StandardCharsets.UTF_8)) + "."
                + BASE64.encodeToString(payload.getBytes(StandardCharsets.UTF_8));
        var signature = java.security.Signature.getInstance("SHA256withRSA");
        signature.initSign(Tokens.privateKey());
        signature.update(signed.getBytes(StandardCharsets.US_ASCII));
        return signed + "." + BASE64.encodeToString(signature.sign());
    }

    private static int status(String authorization) {
        return RawHttp.send("", "GET /v1/things HTTP/1.1", "Authorization: " + authorization)
                .status();
    }

    private static void assertRefused(String authorization) {
        var answer = RawHttp.send("", "GET /v1/things HTTP/1.1", "Authorization: " + authorization);
        assertThat(answer.status()).as(authorization).isEqualTo(401);
        assertThat(answer.header("Content-Type")).contains("application/problem+json");
        assertThat(answer.header("WWW-Authenticate"))
                .hasValueSatisfying(value -> assertThat(value).startsWith("Bearer"));
        assertThat(answer.body()).contains("\"code\":\"unauthenticated\"").doesNotContain("Exception", "jose");
    }
}
