package org.carepromise.kit.access;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import org.carepromise.kit.problem.HttpProblem;
import org.carepromise.kit.problem.Problem;

/**
 * Who asks, and for whom: the token's claims and the acting headers, checked against each other once (docs/product.md);
 * or a guest, who has a site key instead of a token; or whoever holds a signed link.
 *
 * @param subject the token's {@code sub}, {@code site-key:} and the guest's key, or {@code link:} and what the link is for
 * @param roles the token's {@code roles}, known ones only
 * @param patientId the patient that the caller is or acts for; empty for staff on their own account
 * @param person the human behind the call, for the audit: the agent or subject that a system named, else the subject
 * @param sites the sites that staff see
 * @param pools the pools that staff see
 * @param isProxy whether a patient acts for another one, who named them proxy
 */
public record Caller(
        String subject,
        Set<String> roles,
        Optional<String> patientId,
        String person,
        Scope sites,
        Scope pools,
        boolean isProxy) {

    /** Nobody's proxy. */
    public Caller(
            String subject, Set<String> roles, Optional<String> patientId, String person, Scope sites, Scope pools) {
        this(subject, roles, patientId, person, sites, pools, false);
    }

    /**
     * Checks the acting headers against the claims.
     *
     * @param actingPatient header {@code On-Behalf-Of-Patient}
     * @param actingAgent header {@code On-Behalf-Of-Agent}
     * @param actingSubject header {@code On-Behalf-Of-Subject}
     * @throws Problem {@code acting-not-allowed} where the token may not act for the one named, or names nobody though
     *     it has to
     */
    static Caller of(
            Claims claims,
            Optional<String> actingPatient,
            Optional<String> actingAgent,
            Optional<String> actingSubject) {
        var patient = patientOf(claims, actingPatient);
        return new Caller(
                claims.subject(),
                claims.roles().stream().filter(Role.ALL::contains).collect(Collectors.toUnmodifiableSet()),
                patient,
                personOf(claims, actingAgent, actingSubject),
                Scope.of(claims.sites()),
                Scope.of(claims.pools()),
                !claims.roles().contains(Role.PORTAL) && patient.isPresent() && !patient.equals(claims.patientId()));
    }

    /** A guest of a site: creates there, and is shown nothing that is stored. */
    static Caller of(Guest guest) {
        return new Caller(
                "site-key:" + guest.key(),
                Set.of(Role.GUEST),
                Optional.empty(),
                Role.GUEST,
                new Scope(Set.of(guest.site()), false),
                Scope.of(Set.of()));
    }

    /**
     * Whoever holds a link whose signature was checked.
     *
     * @param what the link's purpose and subject, {@code appointment-cancellation:appt_…}
     * @param site the site of that subject
     */
    public static Caller byLink(String what, String site) {
        return new Caller(
                "link:" + what,
                Set.of(Role.LINK),
                Optional.empty(),
                Role.LINK,
                new Scope(Set.of(site), false),
                Scope.of(Set.of()));
    }

    private static Optional<String> patientOf(Claims claims, Optional<String> named) {
        if (claims.roles().contains(Role.PORTAL)) {
            return named;
        }
        if (claims.roles().contains(Role.PATIENT)) {
            if (named.isEmpty()) {
                return claims.patientId();
            }
            if (named.equals(claims.patientId()) || claims.proxyFor().contains(named.get())) {
                return named;
            }
        }
        return refuseIfNamed(named);
    }

    private static String personOf(Claims claims, Optional<String> agent, Optional<String> subject) {
        if (claims.roles().contains(Role.INTEGRATION)) {
            refuseIfNamed(subject);
            return agent.orElseThrow(() -> Problem.of(
                    HttpProblem.ACTING_NOT_ALLOWED, "An integration names its agent in On-Behalf-Of-Agent."));
        }
        refuseIfNamed(agent);
        if (claims.roles().contains(Role.SERVICE)) {
            return subject.orElse(claims.subject());
        }
        refuseIfNamed(subject);
        return claims.subject();
    }

    private static Optional<String> refuseIfNamed(Optional<String> named) {
        if (named.isPresent()) {
            throw Problem.of(HttpProblem.ACTING_NOT_ALLOWED);
        }
        return named;
    }

    /**
     * Whether this caller is a patient, acts for one, is a guest, or follows a link: nobody of the staff. Rules that spare
     * staff ask this.
     */
    public boolean actsAsPatient() {
        return roles.contains(Role.PATIENT) || roles.contains(Role.PORTAL) || !hasToken();
    }

    /** Whether a token stands behind this caller; guests and holders of links have none. */
    public boolean hasToken() {
        return !roles.contains(Role.GUEST) && !roles.contains(Role.LINK);
    }

    /**
     * The patient whom a patient's or portal's call is about.
     *
     * @throws Problem {@code acting-not-allowed} where a portal names nobody, or a patient's token lacks its patient
     */
    public String requirePatient() {
        return patientId.orElseThrow(
                () -> Problem.of(HttpProblem.ACTING_NOT_ALLOWED, "Name the patient in On-Behalf-Of-Patient."));
    }

    /**
     * The patient that a body is about: a patient's or portal's own, whether named or not; for staff the one named; a
     * guest's has no id.
     *
     * @param named the id in the body, or null
     * @throws Problem {@code not-found} where a patient names another one, or a guest anyone
     */
    public Optional<String> patientNamed(String named) {
        if (!actsAsPatient()) {
            return Optional.ofNullable(named);
        }
        if (!hasToken()) {
            if (named != null) {
                throw Problem.of(HttpProblem.NOT_FOUND);
            }
            return Optional.empty();
        }
        var own = requirePatient();
        if (named != null && !named.equals(own)) {
            throw Problem.of(HttpProblem.NOT_FOUND);
        }
        return Optional.of(own);
    }

    /**
     * Whether a thing of this site and patient may be seen: a patient's own, or one of the staff member's sites, or the one
     * that a link names; a guest is shown nothing.
     */
    public boolean mayReach(String site, String patient) {
        if (roles.contains(Role.GUEST)) {
            return false;
        }
        return actsAsPatient() && hasToken() ? requirePatient().equals(patient) : sites.covers(site);
    }

    /**
     * For staff, that a site is theirs; for a guest, that it is the key's; a patient may be seen at every one.
     *
     * @throws Problem {@code forbidden}
     */
    public void checkReaches(String site) {
        if (!actsAsPatient() || !hasToken()) {
            checkCovers(site);
        }
    }

    /**
     * That the token, key or link names a site, whoever carries it.
     *
     * @throws Problem {@code forbidden}
     */
    public void checkCovers(String site) {
        if (!sites.covers(site)) {
            throw Problem.of(
                    HttpProblem.FORBIDDEN,
                    hasToken() ? "This token does not reach that site." : "This key or link is another site's.");
        }
    }

    /**
     * The name under which an Idempotency-Key is kept: {@code sub} plus acting patient, and where one ends; without a token
     * the site key or the link. A token's begins with a digit, so that none is another's.
     */
    public String idempotencyOwner() {
        if (!hasToken()) {
            return subject;
        }
        var subjectAlone = subject.length() + ":" + subject;
        return patientId.map(patient -> subjectAlone + "|" + patient).orElse(subjectAlone);
    }
}
