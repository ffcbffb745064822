package org.carepromise.kit.access;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.arc.Unremovable;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.consumer.JwtContext;
import org.jose4j.jwt.consumer.Validator;

/**
 * A token has to say whose it is, in at most 255 characters (OpenID Connect Core §2): without {@code sub} the audit would
 * lack a name. {@code quarkus.oidc.token.subject-required}
 * was tried and lets such a bearer token through; {@code exp} the platform requires by itself.
 */
@ApplicationScoped
@Unremovable
class SubjectNeeded implements Validator {

    private static final int LONGEST = 255;

    @Override
    public String validate(JwtContext token) throws MalformedClaimException {
        var subject = token.getJwtClaims().getSubject();
        return subject == null || subject.isBlank() || subject.length() > LONGEST ? "sub is missing or too long" : null;
    }
}
