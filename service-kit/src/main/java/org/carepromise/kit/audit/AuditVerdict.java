package org.carepromise.kit.audit;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What the verifier found.
 *
 * @param intact whether every sealed row is as it was sealed
 * @param finding ROW_CHANGED, ROW_MISSING, ROW_ADDED or SEAL_BROKEN; absent where intact
 * @param seal the number of the seal where it shows; absent where intact
 * @param position the row; absent where intact or where the seal itself was changed
 * @param sealedRows how many rows were found as sealed
 * @param unsealedRows how many are not yet sealed
 */
@Schema(name = "AuditVerdict")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AuditVerdict(
        boolean intact, Finding finding, Long seal, Long position, long sealedRows, long unsealedRows) {

    public enum Finding {
        ROW_CHANGED,
        ROW_MISSING,
        ROW_ADDED,
        SEAL_BROKEN
    }

    static AuditVerdict intact(long sealedRows, long unsealedRows) {
        return new AuditVerdict(true, null, null, null, sealedRows, unsealedRows);
    }

    static AuditVerdict broken(Finding finding, long seal, Long position, long sealedRows) {
        return new AuditVerdict(false, finding, seal, position, sealedRows, 0);
    }
}
