package org.carepromise.kit.patient;

import java.util.List;
import java.util.Optional;

/**
 * A patient as a service keeps one: the block, checked and in one spelling, and the keys by which equal patients are found.
 *
 * @param id the patient's id, or empty for a guest
 * @param contactKeys as {@link PatientKeys#contact} gives them
 * @param keys as {@link PatientKeys#patient} gives them
 * @param block what was told, phone in E.164; goes into the database encrypted
 */
public record Patient(Optional<String> id, List<String> contactKeys, List<String> keys, PatientJson block) {

    /** A keyed hash of the phone, or of the id where there is no phone, to write; meets the other services' contacts. */
    public String contactKey() {
        return contactKeys.get(0);
    }

    /** Who this is for rules that hold per patient, to write: the id, or contact and folded name of a guest. */
    public String key() {
        return keys.get(0);
    }
}
