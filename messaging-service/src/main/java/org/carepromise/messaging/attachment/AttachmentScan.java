package org.carepromise.messaging.attachment;

import io.smallrye.mutiny.Uni;

/**
 * Looks into a file before it is kept. A bean of this type is asked for each; where there is none, files are kept unscanned.
 * One that fails refuses the file as one that says no.
 */
public interface AttachmentScan {

    /** @return whether it may be kept */
    Uni<Boolean> isSafe(byte[] bytes, String contentType);
}
