package org.carepromise.kit.patient;

import java.util.List;
import java.util.Optional;
import java.util.Set;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.carepromise.kit.access.Caller;
import org.carepromise.kit.access.Role;
import org.carepromise.kit.access.Scope;
import org.carepromise.kit.problem.HttpProblem;
import org.carepromise.kit.problem.Problem;
import org.carepromise.kit.problem.ProblemCode;
import org.carepromise.kit.sample.SampleTest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/** Patients are spelt in one way, and who is the same is found to be. */
@SampleTest
class PatientsTest {

    private static final Caller NURSE = caller(Role.NURSE, null);
    private static final Caller ADA = caller(Role.PATIENT, "pat-ada");

    @Inject
    Patients patients;

    @ParameterizedTest
    @CsvSource({
        "+1 217 555 0123, +12175550123",
        "(217) 555-0123, +12175550123",
        "217.555.0123, +12175550123",
        "1-217-555-0123, +12175550123",
        "2175550123, +12175550123",
        "+44 20 7946 0958, +442079460958",
        "+44 (0)20 7946 0958, +442079460958",
        "011 44 20 7946 0958, +442079460958",
        "+49 30 901820, +4930901820",
        "+52 55 1234 5678, +525512345678",
        "tel:+12175550123, +12175550123"
    })
    void aPhoneIsReadInEveryFormThatPeopleWriteItIn(String written, String e164) {
        assertThat(patients.named(NURSE, phone(written)).block().phone()).isEqualTo(e164);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "canary", "911canary", "12", "+1 217 555 01234567", "+999 12345678", "+", "0"})
    void aPhoneThatCannotExistIsRefusedWithoutRepeatingIt(String written) {
        var refusal = assertRefused(PatientProblem.PHONE_INVALID, NURSE, phone(written));
        assertThat(refusal.errors()).extracting("pointer").containsExactly("#/patient/phone");
        assertThat(refusal.errors().toString() + refusal.detail() + refusal.members())
                .doesNotContain("canary");
    }

    @Test
    void equalPhonesAreOneContactHoweverTheyAreWritten() {
        assertThat(patients.named(NURSE, phone("(217) 555-0123")).contactKey())
                .isEqualTo(patients.named(NURSE, phone("+12175550123")).contactKey())
                .isNotEqualTo(patients.named(NURSE, phone("+12175550124")).contactKey())
                .matches("[A-Za-z0-9_-]{43}");
    }

    @Test
    void whoHasNoPhoneIsAContactByIdOrMail() {
        var byId = patients.named(NURSE, block("pat-ada", null, null, null, null, null));
        var byMail = patients.named(NURSE, block(null, "Ada", null, "Ada@Example.org ", null, null));
        assertThat(byId.contactKey()).isNotEqualTo(byMail.contactKey());
        assertThat(byMail.contactKey())
                .isEqualTo(patients.named(NURSE, block(null, "Ada", null, "ada@example.org", null, null))
                        .contactKey());
    }

    @ParameterizedTest
    @CsvSource({
        "José-María O'Brien, jose maria o brien",
        "José María Núñez, JOSE MARIA NUNEZ",
        "José, Jose\u0301",
        "Anne-Marie  Smith, anne marie smith",
        "' Ada Moreno ', Ada Moreno"
    })
    void aGuestsNameIsTheSameHoweverItIsSpelt(String one, String other) {
        assertThat(patients.named(NURSE, guest(one)).key())
                .isEqualTo(patients.named(NURSE, guest(other)).key());
    }

    @Test
    void twoGuestsOnOnePhoneAreTwoPatients() {
        assertThat(patients.named(NURSE, guest("Ada Moreno")).key())
                .isNotEqualTo(patients.named(NURSE, guest("Ben Moreno")).key());
        assertThat(patients.named(NURSE, guest("Ada Moreno")).contactKey())
                .isEqualTo(patients.named(NURSE, guest("Ben Moreno")).contactKey());
    }

    @Test
    void namesInScriptsWithoutLatinLettersStayApart() {
        assertThat(patients.named(NURSE, guest("王芳")).key())
                .isNotEqualTo(patients.named(NURSE, guest("李娜")).key());
    }

    @ParameterizedTest
    @ValueSource(strings = {" ", "-", "...", "\u200b"})
    void aNameWithoutALetterIsNone(String name) {
        assertRefused(PatientProblem.PATIENT_UNIDENTIFIED, NURSE, guest(name));
    }

    @Test
    void aGuestNeedsANameAndAWayToBeReached() {
        assertRefused(PatientProblem.PATIENT_UNIDENTIFIED, NURSE, guest(null));
        assertRefused(PatientProblem.PATIENT_UNIDENTIFIED, NURSE, block(null, "Ada", null, null, null, null));
        assertRefused(PatientProblem.PATIENT_UNIDENTIFIED, NURSE, block(null, "Ada", null, " ", null, null));
        assertRefused(PatientProblem.PATIENT_UNIDENTIFIED, NURSE, null);
    }

    @ParameterizedTest
    @ValueSource(strings = {"e", "overlylong", "en_US", "123", "es-", ""})
    void anUnknownLanguageIsRefusedByName(String language) {
        var refusal = assertRefused(
                PatientProblem.LANGUAGE_UNKNOWN, NURSE, block("pat-ada", null, null, null, language, null));
        assertThat(refusal.errors()).extracting("pointer").containsExactly("#/patient/language");
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "es-US", "zh-Hant-TW", "ES"})
    void aLanguageTagIsTaken(String language) {
        assertThat(patients.named(NURSE, block("pat-ada", null, null, null, language, null))
                        .block()
                        .language())
                .isEqualTo(language);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Springfield", "America/Springfield", "+06:00", "america/chicago", "UTC+6"})
    void anUnknownZoneIsRefusedByName(String zone) {
        var refusal =
                assertRefused(PatientProblem.TIME_ZONE_UNKNOWN, NURSE, block("pat-ada", null, null, null, null, zone));
        assertThat(refusal.errors()).extracting("pointer").containsExactly("#/patient/timeZone");
    }

    @Test
    void aPatientsOwnTokenNeedsNoBlockAndTakesNobodyElses() {
        assertThat(patients.named(ADA, null).id()).contains("pat-ada");
        assertThat(patients.named(ADA, null).key()).isEqualTo("pat-ada");
        assertThat(patients.named(ADA, phone("2175550123")).id()).contains("pat-ada");
        assertRefused(HttpProblem.NOT_FOUND, ADA, block("pat-ben", null, null, null, null, null));
    }

    @Test
    void aSealedPatientOpensAtItsOwnPlaceAlone() {
        var patient = patients.named(
                NURSE, block("pat-ada", "Ada Moreno", "2175550123", "a@example.org", "es", "Asia/Tokyo"));
        var sealed = patients.sealed(patient, "thing.patient:1");
        assertThat(new String(sealed, java.nio.charset.StandardCharsets.ISO_8859_1))
                .doesNotContain("Moreno", "5550123");
        assertThat(patients.opened(sealed, "thing.patient:1")).isEqualTo(patient.block());
        assertThatIllegalStateException().isThrownBy(() -> patients.opened(sealed, "thing.patient:2"));
    }

    private Problem assertRefused(ProblemCode code, Caller caller, PatientJson block) {
        var refusal = new Problem[1];
        assertThatExceptionOfType(Problem.class)
                .isThrownBy(() -> patients.named(caller, block))
                .satisfies(problem -> {
                    assertThat(problem.code()).isEqualTo(code);
                    refusal[0] = problem;
                });
        return refusal[0];
    }

    private static PatientJson phone(String phone) {
        return block(null, "Ada Moreno", phone, null, null, null);
    }

    private static PatientJson guest(String name) {
        return block(null, name, "+12175550123", null, null, null);
    }

    private static PatientJson block(String id, String name, String phone, String mail, String language, String zone) {
        return new PatientJson(id, name, null, phone, mail, language, zone, null, null, null);
    }

    private static Caller caller(String role, String patient) {
        return new Caller(
                "some-one",
                Set.of(role),
                Optional.ofNullable(patient),
                "some-one",
                Scope.of(List.of("*")),
                Scope.of(List.of()));
    }
}
