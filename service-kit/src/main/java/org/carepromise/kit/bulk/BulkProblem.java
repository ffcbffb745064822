package org.carepromise.kit.bulk;

import org.carepromise.kit.problem.ProblemCode;

/** How a file, or one line of it, is refused, by every service alike. */
public enum BulkProblem implements ProblemCode {
    // the file
    FILE_EMPTY("file-empty", 422, "The file has no line to take in"),
    FILE_ENCODING("file-encoding", 422, "The file is not in UTF-8"),
    COLUMNS_INVALID("columns-invalid", 422, "The first line does not name the columns"),
    DRY_RUN_TOO_LONG("dry-run-too-long", 413, "The file has more lines than one dry run takes"),

    // a line
    LINE_ENCODING("line-encoding", 400, "This line is not in UTF-8"),
    LINE_TOO_LONG("line-too-long", 400, "This line is longer than any can be"),
    LINE_UNREADABLE("line-unreadable", 400, "This line cannot be read");

    private final String code;
    private final int status;
    private final String title;

    BulkProblem(String code, int status, String title) {
        this.code = code;
        this.status = status;
        this.title = title;
    }

    @Override
    public String code() {
        return code;
    }

    @Override
    public int status() {
        return status;
    }

    @Override
    public String title() {
        return title;
    }
}
