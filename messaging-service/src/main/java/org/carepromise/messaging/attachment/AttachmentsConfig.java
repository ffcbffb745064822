package org.carepromise.messaging.attachment;

import java.util.Set;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Which files are taken. */
@ConfigMapping(prefix = "carepromise.attachments")
interface AttachmentsConfig {

    /** What the bytes may say; what a file is called decides nothing. */
    @WithDefault("application/pdf,image/jpeg,image/png,image/gif,image/webp,image/heic,image/tiff,text/plain")
    Set<String> types();

    @WithDefault("10M")
    MemorySize largest();
}
