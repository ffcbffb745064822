package org.carepromise.kit.patient;

import java.util.Optional;

/**
 * A patient as a service keeps one: the block, checked and in one spelling, and the keys by which equal patients are found.
 *
 * @param id the patient's id, or empty for a guest
 * @param contactKey a keyed hash of the phone, or of the id where there is no phone; meets the other services' contacts
 * @param key who this is for rules that hold per patient: the id, or contact and folded name of a guest
 * @param block what was told, phone in E.164; goes into the database encrypted
 */
public record Patient(Optional<String> id, String contactKey, String key, PatientJson block) {}
