package org.carepromise.kit.link;

import java.util.ArrayList;
import java.util.List;

/** What makes the address of links unusable. */
final class LinkStartRules {

    private static final String PROPERTY = "carepromise.links.base-url";

    private LinkStartRules() {}

    /** @return each fault naming the property to change */
    static List<String> faults(String baseUrl, boolean production) {
        var faults = new ArrayList<String>();
        if (!baseUrl.matches("https?://[A-Za-z0-9.-]+(:[0-9]{1,5})?")) {
            faults.add(PROPERTY
                    + " is no address such as https://care.example.org, without a path and a slash at its end");
        } else if (production && !baseUrl.startsWith("https://")) {
            faults.add(PROPERTY + " is not https: links would travel readable for all");
        }
        return faults;
    }
}
