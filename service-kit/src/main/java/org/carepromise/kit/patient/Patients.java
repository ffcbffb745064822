package org.carepromise.kit.patient;

import java.time.ZoneId;
import java.util.IllformedLocaleException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;

import org.carepromise.kit.access.Caller;
import org.carepromise.kit.crypto.EncryptedColumn;
import org.carepromise.kit.crypto.HashedColumn;
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
    private final PatientKeys keys;
    private final Vault vault;
    private final ObjectMapper json;

    Patients(PatientKeys keys, Vault vault, ObjectMapper json) {
        this.keys = keys;
        this.vault = vault;
        this.json = json;
    }

    /**
     * The patient that a request is about.
     *
     * @param asked the body's {@code patient}, or null for a patient's own token
     * @throws Problem {@code not-found} where a patient names another one, and those of {@link PatientProblem}
     */
    public Patient named(Caller caller, PatientJson asked) {
        var told = asked == null ? new PatientJson(null, null, null, null, null, null, null, null, null, null) : asked;
        var id = caller.patientNamed(told.id());
        checkLanguage(told.language());
        checkZone(told.timeZone());
        var phone = e164(told.phone());
        var block = new PatientJson(
                id.orElse(null),
                told.name(),
                told.birthDate(),
                phone.orElse(null),
                told.email(),
                told.language(),
                told.timeZone(),
                told.needs(),
                told.riskFlags(),
                told.externalRefs());
        var contactKeys = keys.contact(block);
        if (contactKeys.isEmpty()) {
            throw Problem.of(PatientProblem.PATIENT_UNIDENTIFIED).at("#/patient", "an id or a phone");
        }
        var own = keys.patient(block);
        if (own.isEmpty()) {
            throw Problem.of(PatientProblem.PATIENT_UNIDENTIFIED).at("#/patient/name", "a name, where there is no id");
        }
        return new Patient(id, contactKeys, own, block);
    }

    /**
     * The patient of a row.
     *
     * @param contactKey as it is stored
     * @param key as it is stored; while the hash key is being changed both are made anew from the block, so that what is
     *     written next is under the current one
     * @param block as {@link #opened} gave it
     */
    public Patient stored(Optional<String> id, String contactKey, String key, PatientJson block) {
        return new Patient(id, current(contactKey, keys.contact(block)), current(key, keys.patient(block)), block);
    }

    private List<String> current(String stored, List<String> anew) {
        return keys.areChanging() && !anew.isEmpty() ? anew : List.of(stored);
    }

    /** The same where staff and guests need not name anybody yet; a patient's own token always does. */
    public Optional<Patient> namedOrNobody(Caller caller, PatientJson block) {
        var isNamedByToken = caller.actsAsPatient() && caller.hasToken();
        return block == null && !isNamedByToken ? Optional.empty() : Optional.of(named(caller, block));
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
        return keys.contact(e164(phone), Optional.empty(), Optional.empty());
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
        return read(vault.decrypt(sealed, place));
    }

    /**
     * A column of hashes made of the blocks beside it, for a rotation of keys.
     *
     * @param blocks the column of {@link #sealed} blocks
     * @param column the one of hashes
     * @param hashes of a block, as {@link PatientKeys} gives them
     */
    public HashedColumn hashed(EncryptedColumn blocks, String column, Function<PatientJson, List<String>> hashes) {
        return new HashedColumn(blocks, column, text -> hashes.apply(read(text)));
    }

    private PatientJson read(String opened) {
        try {
            return json.readValue(opened, PatientJson.class);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a stored patient block cannot be read", impossible);
        }
    }

    /** A number in E.164, however it was written; empty where it cannot be one. */
    public Optional<String> dialled(String phone) {
        try {
            var number = phones.parse(phone, HOME_REGION);
            return phones.isPossibleNumber(number)
                    ? Optional.of(phones.format(number, PhoneNumberFormat.E164))
                    : Optional.empty();
        } catch (NumberParseException noNumber) {
            return Optional.empty();
        }
    }

    private Optional<String> e164(String phone) {
        if (phone == null) {
            return Optional.empty();
        }
        var number = dialled(phone);
        if (number.isEmpty()) {
            throw Problem.of(PatientProblem.PHONE_INVALID).at("#/patient/phone", "a number that can be dialled");
        }
        return number;
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
}
