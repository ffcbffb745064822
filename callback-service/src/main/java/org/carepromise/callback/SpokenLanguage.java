package org.carepromise.callback;

import java.util.Locale;
import java.util.Optional;

/** The language that a callback is made in: agents speak Spanish, not the Spanish of one country. */
public final class SpokenLanguage {

    private static final String UNSAID = "en";

    private SpokenLanguage() {}

    /** @return the primary subtag of a BCP 47 tag, in lower case; English where there is none */
    public static String of(String tag) {
        return Optional.ofNullable(tag)
                .map(Locale::forLanguageTag)
                .map(Locale::getLanguage)
                .filter(language -> !language.isEmpty())
                .orElse(UNSAID);
    }
}
