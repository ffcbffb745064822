package org.carepromise.kit.link;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Locale;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/**
 * What the pages behind links have alike: one style, no script, nothing that a browser keeps or tells others. The service has
 * the words and the template.
 */
public final class PlainPage {

    /** Its hash stands in the page's security policy, so that no other style applies. */
    public static final String STYLE =
            "body{margin:0;font:1.125rem/1.5 system-ui,sans-serif;color:#1b1b1b;background:#fff}"
                    + "main{max-width:32rem;margin:0 auto;padding:1.5rem}h1{font-size:1.5rem;line-height:1.25}"
                    + "dt{font-weight:600}dd{margin:0 0 .75rem}label{display:block;padding:.75rem 0}"
                    + "fieldset{border:0;margin:0;padding:0}legend{font-weight:600;padding:0}input{width:1.5rem;height:1.5rem}"
                    + "input[type=datetime-local]{width:auto;height:auto;font:inherit}"
                    + "button{font:inherit;font-weight:600;padding:.75rem 1.25rem;margin:1rem 0;border:2px solid #00477a;"
                    + "border-radius:.25rem;background:#00477a;color:#fff}"
                    + "button:focus,a:focus,input:focus{outline:3px solid #b35900;outline-offset:2px}"
                    + "[role=alert]{border-left:.25rem solid #a4262c;padding-left:1rem}a{color:#00477a}";

    private static final String POLICY = "default-src 'none'; style-src 'sha256-" + sha256(STYLE)
            + "'; img-src data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    private PlainPage() {}

    /** @param html a whole document with {@link #STYLE} as its style */
    public static Response answer(int status, String html) {
        return Response.status(status)
                .entity(html)
                .type(MediaType.TEXT_HTML + ";charset=UTF-8")
                .header("Content-Security-Policy", POLICY)
                .header("Referrer-Policy", "no-referrer")
                .header("X-Robots-Tag", "noindex")
                .header("X-Content-Type-Options", "nosniff")
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }

    /** English, where the patient reads neither. */
    public static String languageOf(String tag) {
        return tag != null && tag.toLowerCase(Locale.ROOT).startsWith("es") ? "es" : "en";
    }

    /** That of the browser, for a page about nobody. */
    public static String languageOf(HttpHeaders headers) {
        return languageOf(headers.getAcceptableLanguages().stream()
                .findFirst()
                .map(Locale::toLanguageTag)
                .orElse(null));
    }

    private static String sha256(String text) {
        try {
            return Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
