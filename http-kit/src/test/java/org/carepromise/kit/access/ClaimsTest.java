package org.carepromise.kit.access;

import java.util.List;
import java.util.Map;
import java.util.Set;

import jakarta.json.Json;

import org.eclipse.microprofile.jwt.JsonWebToken;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ClaimsTest {

    /** A verified token of the platform's, whose claims may be of JSON-P's types or of Java's. */
    private record Verified(Map<String, Object> claims) implements JsonWebToken {

        @Override
        public String getName() {
            return getSubject();
        }

        @Override
        public Set<String> getClaimNames() {
            return claims.keySet();
        }

        @Override
        @SuppressWarnings("unchecked")
        public <T> T getClaim(String name) {
            return (T) claims.get(name);
        }
    }

    @Test
    void listsAreReadAsJsonAndAsJava() {
        var json = Json.createArrayBuilder().add("springfield").add("chatham").build();
        assertThat(claims("sites", json).sites()).containsExactly("springfield", "chatham");
        assertThat(claims("sites", List.of("springfield", "chatham")).sites())
                .containsExactly("springfield", "chatham");
    }

    @Test
    void aListOfOneMayBeWrittenAsText() {
        assertThat(claims("roles", "nurse").roles()).containsExactly("nurse");
        assertThat(claims("roles", Json.createValue("nurse")).roles()).containsExactly("nurse");
    }

    @Test
    void aTextIsOneNameWhateverStandsInIt() {
        assertThat(claims("roles", "nurse admin").roles()).containsExactly("nurse admin");
        assertThat(claims("sites", "springfield,*").sites()).containsExactly("springfield,*");
    }

    @Test
    void whatIsAbsentIsNone() {
        var nothing = claims("other", "x");
        assertThat(nothing.roles()).isEmpty();
        assertThat(nothing.sites()).isEmpty();
        assertThat(nothing.pools()).isEmpty();
        assertThat(nothing.proxyFor()).isEmpty();
        assertThat(nothing.patientId()).isEmpty();
    }

    @Test
    void namesThatAreNoTextNeverMeanAll() {
        assertThat(claims("sites", Json.createValue(7)).sites()).containsExactly("7");
        assertThat(claims("sites", Json.createObjectBuilder().add("*", true).build())
                        .sites())
                .doesNotContain("*");
    }

    @Test
    void thePatientIsReadFromEitherKindOfText() {
        assertThat(claims("patient_id", "pat-ada").patientId()).contains("pat-ada");
        assertThat(claims("patient_id", Json.createValue("pat-ada")).patientId())
                .contains("pat-ada");
    }

    private static Claims claims(String name, Object value) {
        return Claims.of(new Verified(Map.of("sub", "some-one", name, value)));
    }
}
