package org.carepromise.scheduling.imports;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.carepromise.kit.id.IdType;
import org.carepromise.kit.patient.PatientJson.ExternalRefJson;

/**
 * A thing's name in some system.
 *
 * @param system which; {@link #OURS} where {@code id} is the id that this product gave it, here or where it comes from
 */
public record ExternalRef(String system, String id) {

    /** Ids of ours: a file that was written out here finds its things again, and carries their ids elsewhere. */
    static final String OURS = "carepromise";

    public static List<ExternalRef> of(List<ExternalRefJson> refs) {
        return refs.stream()
                .map(ref -> new ExternalRef(ref.system(), ref.id()))
                .distinct()
                .toList();
    }

    /** Reads {@code system:id}, or an id of ours alone. */
    public static ExternalRef parse(String text) {
        int colon = text.indexOf(':');
        return colon < 0
                ? new ExternalRef(OURS, text)
                : new ExternalRef(text.substring(0, colon), text.substring(colon + 1));
    }

    public static ExternalRef ours(IdType type, UUID id) {
        return new ExternalRef(OURS, type.format(id));
    }

    /** The id of ours that it is, if it has the form of one; whether there is such a thing here is another question. */
    Optional<UUID> own(IdType type) {
        return system.equals(OURS) ? type.parse(id) : Optional.empty();
    }

    public ExternalRefJson json() {
        return new ExternalRefJson(system, id);
    }
}
