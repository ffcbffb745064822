package org.carepromise.kit.sample;

import java.util.List;

import io.smallrye.mutiny.Uni;

import org.carepromise.kit.access.Caller;
import org.carepromise.kit.bulk.BulkColumn;
import org.carepromise.kit.bulk.BulkColumn.Kind;
import org.carepromise.kit.bulk.BulkColumns;
import org.carepromise.kit.bulk.BulkKind;
import org.carepromise.kit.bulk.BulkOutcome;
import org.carepromise.kit.sample.ThingJson.NewThingJson;
import org.carepromise.kit.tx.Tx;

/** Things as a file. */
final class ThingFile implements BulkKind<NewThingJson> {

    static final BulkColumns COLUMNS = BulkColumns.of(
            BulkColumn.required("name", Kind.TEXT),
            BulkColumn.optional("count", Kind.NUMBER),
            BulkColumn.optional("tags", Kind.LIST),
            BulkColumn.optional("patient.name", Kind.TEXT));

    private final CreateThing createThing;
    private final Caller caller;

    ThingFile(CreateThing createThing, Caller caller) {
        this.createThing = createThing;
        this.caller = caller;
    }

    @Override
    public Class<NewThingJson> type() {
        return NewThingJson.class;
    }

    @Override
    public BulkColumns columns() {
        return COLUMNS;
    }

    @Override
    public Uni<Batch<NewThingJson>> batch(Tx tx, List<NewThingJson> lines) {
        return Uni.createFrom().item((inner, line) -> {
            if (line.name().startsWith("fault")) {
                throw new IllegalStateException(line.name());
            }
            return createThing.create(inner, caller, line, null).map(made -> BulkOutcome.created(made.id()));
        });
    }
}
