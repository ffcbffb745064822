package org.carepromise.kit.notice;

/** What has become of a notice. All but the first are final. */
public enum NoticeState {
    /** It will be sent when its time comes. */
    DECIDED,
    /** Somebody has taken it over: a mail server, a provider. */
    SENT,
    /** The patient does not want this kind. */
    SUPPRESSED,
    /** It could not go before its latest useful instant, or was withdrawn. */
    DROPPED,
    /** A newer one of its kind went instead. */
    COLLAPSED,
    /** It was tried in vain, or there is no way to reach the patient. */
    GIVEN_UP
}
