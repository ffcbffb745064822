package org.carepromise.kit.retention;

import java.util.Map;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithParentName;

/** How long what is kept, where it differs from the rule's default: {@code carepromise.retention.event=P180D}. */
@ConfigMapping(prefix = "carepromise.retention")
interface RetentionConfig {

    @WithParentName
    Map<String, String> periods();
}
