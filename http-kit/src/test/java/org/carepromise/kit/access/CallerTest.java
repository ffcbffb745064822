package org.carepromise.kit.access;

import java.util.Optional;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.carepromise.kit.problem.HttpProblem;
import org.carepromise.kit.problem.Problem;
import org.carepromise.kit.problem.ProblemCode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Who may act for whom, line by line (docs/product.md). */
class CallerTest {

    private static final Optional<String> NOBODY = Optional.empty();
    private static final Optional<String> ADA = Optional.of("pat-ada");
    private static final Optional<String> BEN = Optional.of("pat-ben");
    private static final Optional<String> JO = Optional.of("agent-jo");

    @Test
    void aPatientActsForThemselves() {
        var caller = Caller.of(patient("pat-ada"), NOBODY, NOBODY, NOBODY);
        assertThat(caller.patientId()).isEqualTo(ADA);
        assertThat(caller.actsAsPatient()).isTrue();
        assertThat(caller.person()).isEqualTo("user-ada");
        assertThat(Caller.of(patient("pat-ada"), ADA, NOBODY, NOBODY).patientId())
                .isEqualTo(ADA);
    }

    @Test
    void aPatientActsForThoseWhoNamedThemProxyAndNobodyElse() {
        assertThat(Caller.of(patient("pat-ada", "pat-ben"), BEN, NOBODY, NOBODY).patientId())
                .isEqualTo(BEN);
        assertRefused(patient("pat-ada", "pat-cal"), BEN, NOBODY, NOBODY);
        assertRefused(patient("pat-ada"), BEN, NOBODY, NOBODY);
    }

    @Test
    void aPatientWhoseTokenNamesNoPatientReachesNothing() {
        var caller = Caller.of(claims(Role.PATIENT, Optional.empty()), NOBODY, NOBODY, NOBODY);
        assertThat(caller.patientId()).isEmpty();
        assertProblem(HttpProblem.ACTING_NOT_ALLOWED, caller::requirePatient);
        assertProblem(HttpProblem.ACTING_NOT_ALLOWED, () -> caller.mayReach("springfield", "pat-ada"));
        assertProblem(HttpProblem.ACTING_NOT_ALLOWED, () -> caller.patientNamed("pat-ada"));
    }

    @Test
    void aPortalActsForThePatientItNamesAndForNobodyWithoutAName() {
        assertThat(Caller.of(claims(Role.PORTAL), ADA, NOBODY, NOBODY).patientId())
                .isEqualTo(ADA);
        var nameless = Caller.of(claims(Role.PORTAL), NOBODY, NOBODY, NOBODY);
        assertThat(nameless.actsAsPatient()).isTrue();
        assertProblem(HttpProblem.ACTING_NOT_ALLOWED, nameless::requirePatient);
        assertProblem(HttpProblem.ACTING_NOT_ALLOWED, () -> nameless.mayReach("springfield", "pat-ada"));
    }

    @Test
    void anIntegrationNamesItsAgentWhoIsThePersonBehind() {
        assertThat(Caller.of(claims(Role.INTEGRATION), NOBODY, JO, NOBODY).person())
                .isEqualTo("agent-jo");
        assertRefused(claims(Role.INTEGRATION), NOBODY, NOBODY, NOBODY);
        assertRefused(claims(Role.INTEGRATION), NOBODY, JO, JO);
        assertRefused(claims(Role.INTEGRATION), ADA, JO, NOBODY);
    }

    @Test
    void aServiceMayNameThePersonBehindAndIsItselfThatPersonOtherwise() {
        assertThat(Caller.of(claims(Role.SERVICE), NOBODY, NOBODY, JO).person()).isEqualTo("agent-jo");
        assertThat(Caller.of(claims(Role.SERVICE), NOBODY, NOBODY, NOBODY).person())
                .isEqualTo("some-one");
        assertRefused(claims(Role.SERVICE), NOBODY, JO, NOBODY);
        assertRefused(claims(Role.SERVICE), ADA, NOBODY, NOBODY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"agent", "nurse", "clinical-lead", "supervisor", "relations", "admin", "auditor", "stranger"})
    void staffActForNobody(String role) {
        var caller = Caller.of(claims(role), NOBODY, NOBODY, NOBODY);
        assertThat(caller.patientId()).isEmpty();
        assertThat(caller.person()).isEqualTo("some-one");
        assertThat(caller.actsAsPatient()).isFalse();
        assertRefused(claims(role), ADA, NOBODY, NOBODY);
        assertRefused(claims(role), NOBODY, JO, NOBODY);
        assertRefused(claims(role), NOBODY, NOBODY, JO);
    }

    @ParameterizedTest
    @ValueSource(strings = {"patient", "portal"})
    void patientsAndPortalsNameNeitherAgentNorSubject(String role) {
        assertRefused(claims(role, ADA), NOBODY, JO, NOBODY);
        assertRefused(claims(role, ADA), NOBODY, NOBODY, JO);
    }

    @Test
    void staffReachTheirSitesAPatientTheirOwnThings() {
        var nurse = Caller.of(claimsWithSites("springfield"), NOBODY, NOBODY, NOBODY);
        assertThat(nurse.mayReach("springfield", "pat-ada")).isTrue();
        assertThat(nurse.mayReach("chatham", "pat-ada")).isFalse();
        var ada = Caller.of(patient("pat-ada"), NOBODY, NOBODY, NOBODY);
        assertThat(ada.mayReach("chatham", "pat-ada")).isTrue();
        assertThat(ada.mayReach("springfield", "pat-ben")).isFalse();
        assertThat(ada.mayReach("springfield", null)).isFalse();
    }

    @Test
    void absentOrEmptySitesAreNoneAndAStarIsAll() {
        assertThat(sites().covers("springfield")).isFalse();
        assertThat(sites("*").covers("anything")).isTrue();
        assertThat(sites("chatham", "*").covers("springfield")).isTrue();
        assertThat(sites("chatham").covers("*")).isFalse();
        assertThat(sites("").covers("springfield")).isFalse();
    }

    @Test
    void aBodyMayNameTheCallersOwnPatientOrNone() {
        var ada = Caller.of(patient("pat-ada", "pat-ben"), NOBODY, NOBODY, NOBODY);
        assertThat(ada.patientNamed(null)).isEqualTo(ADA);
        assertThat(ada.patientNamed("pat-ada")).isEqualTo(ADA);
        assertProblem(HttpProblem.NOT_FOUND, () -> ada.patientNamed("pat-ben"));
        var forBen = Caller.of(patient("pat-ada", "pat-ben"), BEN, NOBODY, NOBODY);
        assertThat(forBen.patientNamed("pat-ben")).isEqualTo(BEN);
        assertProblem(HttpProblem.NOT_FOUND, () -> forBen.patientNamed("pat-ada"));
    }

    @Test
    void staffMayNameAnyPatientInABodyOrNone() {
        var nurse = Caller.of(claims(Role.NURSE), NOBODY, NOBODY, NOBODY);
        assertThat(nurse.patientNamed("pat-ada")).isEqualTo(ADA);
        assertThat(nurse.patientNamed(null)).isEmpty();
    }

    @Test
    void idempotencyKeysAreKeptPerSubjectAndActedForPatient() {
        var own = Caller.of(patient("pat-ada", "pat-ben"), NOBODY, NOBODY, NOBODY);
        var forBen = Caller.of(patient("pat-ada", "pat-ben"), BEN, NOBODY, NOBODY);
        var nurse = Caller.of(claims(Role.NURSE), NOBODY, NOBODY, NOBODY);
        assertThat(Set.of(own.idempotencyOwner(), forBen.idempotencyOwner(), nurse.idempotencyOwner()))
                .hasSize(3);
    }

    @Test
    void noSubjectReadsLikeAnotherWithAPatient() {
        var joined = new Caller("auth0|7", Set.of(), NOBODY, "auth0|7", Scope.of(Set.of()), Scope.of(Set.of()));
        var acting = new Caller("auth0", Set.of(), Optional.of("7"), "auth0", Scope.of(Set.of()), Scope.of(Set.of()));
        assertThat(joined.idempotencyOwner()).isNotEqualTo(acting.idempotencyOwner());
    }

    @Test
    void aGuestCreatesAtTheKeysSiteAndIsShownNothing() {
        var guest = Caller.of(new Guest("pk_springfield_1", "springfield"));
        assertThat(guest.roles()).containsExactly(Role.GUEST);
        assertThat(guest.actsAsPatient()).isTrue();
        assertThat(guest.hasToken()).isFalse();
        guest.checkReaches("springfield");
        assertProblem(HttpProblem.FORBIDDEN, () -> guest.checkReaches("chatham"));
        assertThat(guest.mayReach("springfield", "")).isFalse();
        assertThat(guest.mayReach("springfield", null)).isFalse();
        assertThat(guest.patientNamed(null)).isEmpty();
        assertProblem(HttpProblem.NOT_FOUND, () -> guest.patientNamed("pat-ada"));
        assertProblem(HttpProblem.ACTING_NOT_ALLOWED, guest::requirePatient);
    }

    @Test
    void patientsAreSeenAtEverySiteAndStaffAtTheirs() {
        Caller.of(patient("pat-ada"), NOBODY, NOBODY, NOBODY).checkReaches("chatham");
        var nurse = Caller.of(claimsWithSites("springfield"), NOBODY, NOBODY, NOBODY);
        nurse.checkReaches("springfield");
        assertProblem(HttpProblem.FORBIDDEN, () -> nurse.checkReaches("chatham"));
    }

    @Test
    void noTokenSharesTheKeysOfAGuest() {
        var guest = Caller.of(new Guest("pk_1", "springfield"));
        var posing = new Caller("site-key:pk_1", Set.of(), NOBODY, "someone", Scope.of(Set.of()), Scope.of(Set.of()));
        assertThat(guest.idempotencyOwner()).isEqualTo("site-key:pk_1").isNotEqualTo(posing.idempotencyOwner());
    }

    @Test
    void rolesThatTheProductDoesNotKnowAreLeftOut() {
        var claims = new Claims("some-one", Set.of("nurse", "root"), Optional.empty(), Set.of(), Set.of(), Set.of());
        assertThat(Caller.of(claims, NOBODY, NOBODY, NOBODY).roles()).containsExactly("nurse");
    }

    private static Claims patient(String id, String... proxyFor) {
        return new Claims("user-ada", Set.of(Role.PATIENT), Optional.of(id), Set.of(proxyFor), Set.of(), Set.of());
    }

    private static Claims claims(String role) {
        return claims(role, Optional.empty());
    }

    private static Claims claims(String role, Optional<String> patient) {
        return new Claims("some-one", Set.of(role), patient, Set.of(), Set.of("*"), Set.of());
    }

    private static Claims claimsWithSites(String... sites) {
        return new Claims("some-one", Set.of(Role.NURSE), Optional.empty(), Set.of(), Set.of(sites), Set.of());
    }

    private static Scope sites(String... sites) {
        return Caller.of(claimsWithSites(sites), NOBODY, NOBODY, NOBODY).sites();
    }

    private static void assertRefused(
            Claims claims, Optional<String> patient, Optional<String> agent, Optional<String> subject) {
        assertProblem(HttpProblem.ACTING_NOT_ALLOWED, () -> Caller.of(claims, patient, agent, subject));
    }

    private static void assertProblem(ProblemCode code, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatExceptionOfType(Problem.class).isThrownBy(call).satisfies(refusal -> assertThat(refusal.code())
                .isEqualTo(code));
    }
}
