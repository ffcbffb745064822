package org.carepromise.kit.bulk;

import java.util.List;

import jakarta.ws.rs.core.MediaType;

import org.carepromise.kit.problem.HttpProblem;
import org.carepromise.kit.problem.Problem;

/** What a file of many things looks like: one JSON object a line, or a table whose first line names the columns. */
public enum BulkFormat {
    NDJSON(BulkFormat.NDJSON_TYPE),
    CSV(BulkFormat.CSV_TYPE);

    public static final String NDJSON_TYPE = "application/x-ndjson";
    public static final String CSV_TYPE = "text/csv";

    private final String mediaType;

    BulkFormat(String mediaType) {
        this.mediaType = mediaType;
    }

    /** As it is written out: UTF-8 is said for those who would guess. */
    String mediaType() {
        return this == CSV ? CSV_TYPE + "; charset=utf-8; header=present" : mediaType;
    }

    /**
     * The format that a body says it has.
     *
     * @throws Problem {@code media-type-unsupported} for another one, or for another charset than UTF-8
     */
    public static BulkFormat sent(MediaType type) {
        var charset = type == null ? null : type.getParameters().get("charset");
        for (var format : values()) {
            if (format.is(type) && (charset == null || charset.equalsIgnoreCase("utf-8"))) {
                return format;
            }
        }
        throw Problem.of(HttpProblem.MEDIA_TYPE_UNSUPPORTED, "Send " + NDJSON_TYPE + " or " + CSV_TYPE + ", in UTF-8.");
    }

    /** @param accepted in the order of the caller's liking; whoever takes anything gets NDJSON */
    public static BulkFormat accepted(List<MediaType> accepted) {
        for (var type : accepted) {
            for (var format : values()) {
                if (type.isWildcardType()
                        || type.isWildcardSubtype() && !type.getType().equals("text")) {
                    return NDJSON;
                }
                if (format.is(type) || type.isWildcardSubtype() && format == CSV) {
                    return format;
                }
            }
        }
        throw Problem.of(HttpProblem.NOT_ACCEPTABLE);
    }

    private boolean is(MediaType type) {
        return type != null && mediaType.equalsIgnoreCase(type.getType() + "/" + type.getSubtype());
    }
}
