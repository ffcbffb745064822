package org.carepromise.kit.access;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

import jakarta.json.JsonArray;
import jakarta.json.JsonString;

import org.eclipse.microprofile.jwt.JsonWebToken;

/**
 * What a token says, before any acting header is looked at.
 *
 * @param subject {@code sub}
 * @param roles {@code roles}
 * @param patientId {@code patient_id}
 * @param proxyFor {@code proxy_for}
 * @param sites {@code sites}
 * @param pools {@code pools}
 */
public record Claims(
        String subject,
        Set<String> roles,
        Optional<String> patientId,
        Set<String> proxyFor,
        Set<String> sites,
        Set<String> pools) {

    public static final String ROLES = "roles";
    public static final String PATIENT_ID = "patient_id";
    public static final String PROXY_FOR = "proxy_for";
    public static final String SITES = "sites";
    public static final String POOLS = "pools";

    static Claims of(JsonWebToken token) {
        return new Claims(
                token.getSubject(),
                names(token, ROLES),
                Optional.ofNullable(token.getClaim(PATIENT_ID)).map(Claims::text),
                names(token, PROXY_FOR),
                names(token, SITES),
                names(token, POOLS));
    }

    /** A provider may send one name where others send a list of one. */
    private static Set<String> names(JsonWebToken token, String claim) {
        Object value = token.getClaim(claim);
        var names = new LinkedHashSet<String>();
        if (value instanceof JsonArray array) {
            array.forEach(each -> names.add(text(each)));
        } else if (value instanceof Collection<?> many) {
            many.forEach(each -> names.add(text(each)));
        } else if (value != null) {
            names.add(text(value));
        }
        return names;
    }

    private static String text(Object value) {
        return value instanceof JsonString string ? string.getString() : value.toString();
    }
}
