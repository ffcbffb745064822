package org.carepromise.scheduling.provider;

import java.util.List;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

import org.carepromise.kit.bulk.BulkColumn;
import org.carepromise.kit.bulk.BulkColumn.Kind;
import org.carepromise.kit.bulk.BulkColumns;
import org.carepromise.kit.patient.PatientJson.ExternalRefJson;
import org.carepromise.scheduling.provider.ProviderJson.NewProviderJson;
import org.carepromise.scheduling.provider.ProviderJson.ProviderReplacementJson;

/** A provider as a line of a file. */
record ProviderLineJson(
        @NotEmpty @Size(max = 20) List<@NotNull @Valid ExternalRefJson> externalRefs,
        @NotNull @Size(min = 1, max = 200) String name,
        @NotEmpty @Size(max = 50) List<@NotNull @Size(min = 1, max = 64) String> sites,
        @NotEmpty @Size(max = 100) List<@NotNull @Size(min = 1, max = 64) String> visitTypes,
        @Size(max = 20) List<@NotNull @Size(min = 2, max = 35) String> languages) {

    static final BulkColumns COLUMNS = BulkColumns.of(
            BulkColumn.required("externalRefs", Kind.REFERENCES),
            BulkColumn.required("name", Kind.TEXT),
            BulkColumn.required("sites", Kind.LIST),
            BulkColumn.required("visitTypes", Kind.LIST),
            BulkColumn.optional("languages", Kind.LIST));

    NewProviderJson provider() {
        return new NewProviderJson(null, name, sites, visitTypes, languages);
    }

    ProviderReplacementJson replacement(long version) {
        return new ProviderReplacementJson(version, name, sites, visitTypes, languages);
    }

    boolean differsFrom(ProviderJson provider) {
        return !provider.name().equals(name)
                || !provider.sites().equals(sites)
                || !provider.visitTypes().equals(visitTypes)
                || !provider.languages().equals(provider().languagesOrNone());
    }
}
