package org.carepromise.kit.access;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.arc.Unremovable;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.consumer.JwtContext;
import org.jose4j.jwt.consumer.Validator;

/**
 * What a token must say beside being signed: until when, and who. The platform checks {@code exp} where it is present and
 * lets a token without one live for ever; one without {@code sub} would leave the audit without a name.
 */
@ApplicationScoped
@Unremovable
class NeededClaims implements Validator {

    private static final int LONGEST_SUBJECT = 255;

    @Override
    public String validate(JwtContext token) throws MalformedClaimException {
        var claims = token.getJwtClaims();
        if (claims.getExpirationTime() == null) {
            return "exp is missing";
        }
        var subject = claims.getSubject();
        if (subject == null || subject.isBlank() || subject.length() > LONGEST_SUBJECT) {
            return "sub is missing or too long";
        }
        return null;
    }
}
