package org.carepromise.callback.request;

import java.util.Map;

import org.carepromise.kit.notice.TextTemplate;

/** What an agent says to a machine: somebody else may hear it, so it names neither the patient nor a reason. */
final class VoicemailScript {

    private static final String SPOKEN_ELSE = "en";

    private static final Map<String, TextTemplate> TEXTS = Map.of(
            "en",
            new TextTemplate("Hello. This is {site}. We are sorry that we missed you. Please call us when you can. A"
                    + " person will help you. Thank you."),
            "es",
            new TextTemplate("Hola. Le llama {site}. No le pudimos hablar. Llame cuando pueda. Una persona le ayuda."
                    + " Gracias."));

    private VoicemailScript() {}

    /** @param language a primary subtag; English where there is no text in it */
    static String of(String language, String site) {
        return TEXTS.getOrDefault(language, TEXTS.get(SPOKEN_ELSE)).fill(Map.of("site", site));
    }
}
