package org.carepromise.kit.contract;

import java.util.LinkedHashMap;
import java.util.List;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import org.eclipse.microprofile.config.ConfigProvider;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;

/**
 * What every service has under its own name ({@code /v1/{service}/audit-entries}) stands in a contract with that name, so
 * that contracts can be joined. {@link OwnName} answers 404 under any other.
 */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public final class OwnNameInPaths implements OASFilter {

    static final String PLACEHOLDER = "{service}";
    static final String PARAMETER = "service";

    @Override
    public void filterOpenAPI(OpenAPI contract) {
        if (contract.getPaths() == null) {
            return;
        }
        var name = ConfigProvider.getConfig().getValue("quarkus.application.name", String.class);
        var named = new LinkedHashMap<String, PathItem>();
        contract.getPaths().getPathItems().forEach((path, item) -> {
            if (path.contains(PLACEHOLDER)) {
                item.setParameters(others(item.getParameters()));
                item.getOperations()
                        .values()
                        .forEach(operation -> operation.setParameters(others(operation.getParameters())));
            }
            named.put(path.replace(PLACEHOLDER, name), item);
        });
        var paths = OASFactory.createPaths();
        named.forEach(paths::addPathItem);
        contract.setPaths(paths);
    }

    private static List<Parameter> others(List<Parameter> parameters) {
        return parameters == null
                ? null
                : parameters.stream()
                        .filter(parameter -> !PARAMETER.equals(parameter.getName()))
                        .toList();
    }
}
