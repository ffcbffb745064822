package org.carepromise.kit.patient;

import java.text.Normalizer;
import java.time.ZoneId;
import java.util.IllformedLocaleException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;

import org.carepromise.kit.access.Caller;
import org.carepromise.kit.crypto.KeyedHash;
import org.carepromise.kit.crypto.Vault;
import org.carepromise.kit.problem.Problem;

/** Takes patient blocks in: checks them, spells them in one way, and knows who is the same. */
@ApplicationScoped
public class Patients {

    /** Where a number is written without country, it is read as of this one. */
    private static final String HOME_REGION = "US";

    /** The platform makes a new set of six hundred each time it is asked. */
    private static final Set<String> ZONES = Set.copyOf(ZoneId.getAvailableZoneIds());

    private final PhoneNumberUtil phones = PhoneNumberUtil.getInstance();
    private final KeyedHash hash;
    private final Vault vault;
    private final ObjectMapper json;

    Patients(KeyedHash hash, Vault vault, ObjectMapper json) {
        this.hash = hash;
        this.vault = vault;
        this.json = json;
    }

    /**
     * The patient that a request is about.
     *
     * @param block the body's {@code patient}, or null for a patient's own token
     * @throws Problem {@code not-found} where a patient names another one, and those of {@link PatientProblem}
     */
    public Patient named(Caller caller, PatientJson block) {
        var told = block == null ? new PatientJson(null, null, null, null, null, null, null, null, null, null) : block;
        var id = caller.patientNamed(told.id());
        checkLanguage(told.language());
        checkZone(told.timeZone());
        var phone = e164(told.phone());
        // A purpose for each kind, so that no mail address can pose as somebody's phone.
        var contactKey = phone.map(number -> hash.text("contact-phone", number))
                .or(() -> id.map(known -> hash.text("contact-patient", known)))
                .or(() -> mail(told.email()).map(address -> hash.text("contact-mail", address)))
                .orElseThrow(
                        () -> Problem.of(PatientProblem.PATIENT_UNIDENTIFIED).at("#/patient", "an id or a phone"));
        var key = id.orElseGet(() -> contactKey + ":" + hash.text("name", foldedName(told.name())));
        return new Patient(
                id,
                contactKey,
                key,
                new PatientJson(
                        id.orElse(null),
                        told.name(),
                        told.birthDate(),
                        phone.orElse(null),
                        told.email(),
                        told.language(),
                        told.timeZone(),
                        told.needs(),
                        told.riskFlags(),
                        told.externalRefs()));
    }

    /** The same where staff and guests need not name anybody yet; a patient's own token always does. */
    public Optional<Patient> namedOrNobody(Caller caller, PatientJson block) {
        var isNamedByToken = caller.actsAsPatient() && caller.hasToken();
        return block == null && !isNamedByToken ? Optional.empty() : Optional.of(named(caller, block));
    }

    /** By it staff find a patient: a keyed hash of the folded family name, which is the name's last word. */
    public Optional<String> familyNameKey(PatientJson block) {
        return Optional.ofNullable(block.name())
                .map(Patients::folded)
                .map(name -> name.substring(name.lastIndexOf(' ') + 1))
                .filter(family -> !family.isEmpty())
                .map(family -> hash.text("family-name", family));
    }

    /** Whether two blocks tell the same; an empty list tells nothing. */
    public boolean sameBlock(PatientJson one, PatientJson other) {
        return json.valueToTree(one).equals(json.valueToTree(other));
    }

    /**
     * The contact keys under which whoever has this phone is kept.
     *
     * @throws Problem {@code phone-invalid}
     */
    public List<String> contactKeysOfPhone(String phone) {
        return e164(phone).map(number -> hash.text("contact-phone", number)).stream()
                .toList();
    }

    /** The same for a family name, however it is spelt. */
    public List<String> familyNameKeysOf(String familyName) {
        var folded = folded(familyName);
        return List.of(hash.text("family-name", folded.substring(folded.lastIndexOf(' ') + 1)));
    }

    /** The block as it is stored. */
    public byte[] sealed(Patient patient, String place) {
        try {
            return vault.encrypt(json.writeValueAsString(patient.block()), place);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a patient block cannot be written", impossible);
        }
    }

    /** The block as it was told. */
    public PatientJson opened(byte[] sealed, String place) {
        try {
            return json.readValue(vault.decrypt(sealed, place), PatientJson.class);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a stored patient block cannot be read", impossible);
        }
    }

    private static Optional<String> mail(String address) {
        return Optional.ofNullable(address)
                .map(text -> text.strip().toLowerCase(Locale.ROOT))
                .filter(text -> text.indexOf('@') > 0);
    }

    private Optional<String> e164(String phone) {
        if (phone == null) {
            return Optional.empty();
        }
        try {
            var number = phones.parse(phone, HOME_REGION);
            if (phones.isPossibleNumber(number)) {
                return Optional.of(phones.format(number, PhoneNumberFormat.E164));
            }
        } catch (NumberParseException noNumber) {
            // refused below, without quoting it
        }
        throw Problem.of(PatientProblem.PHONE_INVALID).at("#/patient/phone", "a number that can be dialled");
    }

    private static void checkLanguage(String language) {
        try {
            if (language != null) {
                new Locale.Builder().setLanguageTag(language);
            }
        } catch (IllformedLocaleException unknown) {
            throw Problem.of(PatientProblem.LANGUAGE_UNKNOWN).at("#/patient/language", "a tag such as en or es-US");
        }
    }

    private static void checkZone(String zone) {
        if (zone != null && !ZONES.contains(zone)) {
            throw Problem.of(PatientProblem.TIME_ZONE_UNKNOWN)
                    .at("#/patient/timeZone", "a zone such as America/Chicago");
        }
    }

    private static String foldedName(String name) {
        var folded = folded(name == null ? "" : name);
        // A name without a letter or digit would be everybody's.
        if (folded.isEmpty()) {
            throw Problem.of(PatientProblem.PATIENT_UNIDENTIFIED).at("#/patient/name", "a name, where there is no id");
        }
        return folded;
    }

    /** Equal for all spellings of one name. */
    private static String folded(String name) {
        return Normalizer.normalize(name, Normalizer.Form.NFKD)
                .replaceAll("\\p{M}", "")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N}]+", " ")
                .strip();
    }
}
