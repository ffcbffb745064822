package org.carepromise.triage;

/** The language of a text, by the words that the rules know. */
public enum TextLanguage {
    ENGLISH,
    SPANISH,
    /** Both, neither far behind. */
    MIXED,
    /** Neither, or no words at all. */
    UNSUPPORTED
}
