package org.carepromise.callback.request;

import jakarta.enterprise.context.ApplicationScoped;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberType;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import com.google.i18n.phonenumbers.ShortNumberInfo;

import org.carepromise.callback.CallbackProblem;
import org.carepromise.kit.patient.PatientJson;
import org.carepromise.kit.patient.PatientProblem;
import org.carepromise.kit.problem.Problem;

/** Which numbers are called back. Whether one can exist at all is the patient block's own rule. */
@ApplicationScoped
class DialledNumbers {

    private static final String HOME_REGION = "US";

    private final PhoneNumberUtil phones = PhoneNumberUtil.getInstance();
    private final ShortNumberInfo shortNumbers = ShortNumberInfo.getInstance();

    /** @throws Problem {@code phone-missing}, {@code phone-not-callable}, {@code phone-invalid} */
    void check(PatientJson patient) {
        if (patient == null || patient.phone() == null) {
            throw Problem.of(CallbackProblem.PHONE_MISSING).at("#/patient/phone", "a number to call");
        }
        if (shortNumbers.isEmergencyNumber(patient.phone(), HOME_REGION) || costsExtra(patient.phone())) {
            throw Problem.of(CallbackProblem.PHONE_NOT_CALLABLE).at("#/patient/phone", "a number of the patient's own");
        }
    }

    /** In the one spelling that numbers are kept in. */
    String spelt(String phone) {
        return phones.format(number(phone), PhoneNumberFormat.E164);
    }

    private boolean costsExtra(String phone) {
        return phones.getNumberType(number(phone)) == PhoneNumberType.PREMIUM_RATE;
    }

    private PhoneNumber number(String phone) {
        try {
            return phones.parse(phone, HOME_REGION);
        } catch (NumberParseException noNumber) {
            throw Problem.of(PatientProblem.PHONE_INVALID).at("#/patient/phone", "a number that can be dialled");
        }
    }
}
