package org.carepromise.scheduling.visittype;

import java.util.Optional;

import io.vertx.mutiny.sqlclient.Row;

import org.carepromise.kit.notice.NoticeValue;

/** What a patient does before a visit of one type, in the words that go out with its confirmation and its reminders. */
public record Instructions(String en, String es) {

    /** For a text's placeholder; of nothing where a type has none. */
    public static NoticeValue told(Optional<Instructions> some) {
        return some.map(each -> NoticeValue.paragraph(each.en(), each.es()))
                .orElseGet(() -> NoticeValue.paragraph("", ""));
    }

    /** Reads the visit type's columns {@code instructions_en, instructions_es}. */
    static Optional<Instructions> from(Row row) {
        return of(row.getString("instructions_en"), row.getString("instructions_es"));
    }

    static Optional<Instructions> of(String en, String es) {
        return en == null || es == null ? Optional.empty() : Optional.of(new Instructions(en, es));
    }
}
