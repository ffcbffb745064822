package org.carepromise.kit.contract;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.security.SecurityScheme;
import org.jboss.jandex.AnnotationTarget;
import org.jboss.jandex.DotName;
import org.jboss.jandex.IndexView;

import org.carepromise.kit.access.Guest;

/** What every operation has alike in its headers: the bearer token, and the Idempotency-Key where one is taken. */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public final class HeadersInContract implements OASFilter {

    private static final String BEARER = "bearer";
    private static final String SITE_KEY = "siteKey";
    private static final int LONGEST_KEY = 255;

    private final Set<String> open = new HashSet<>();
    private final Set<String> keyed = new HashSet<>();
    private final Set<String> forGuests;

    public HeadersInContract(IndexView index) {
        forGuests = GuestOperations.in(index);
        for (var annotation : index.getAnnotations(DotName.createSimple("jakarta.annotation.security.PermitAll"))) {
            if (annotation.target().kind() == AnnotationTarget.Kind.METHOD) {
                open.add(annotation.target().asMethod().name());
            }
        }
        for (var annotation : index.getAnnotations(DotName.createSimple(Refuses.class))) {
            if (List.of(annotation.value().asStringArray()).contains("idempotency-key-invalid")) {
                keyed.add(annotation.target().asMethod().name());
            }
        }
    }

    @Override
    public void filterOpenAPI(OpenAPI contract) {
        if (contract.getPaths() == null) {
            return;
        }
        if (contract.getComponents() == null) {
            contract.setComponents(OASFactory.createComponents());
        }
        contract.getComponents()
                .addSecurityScheme(
                        BEARER,
                        OASFactory.createSecurityScheme()
                                .type(SecurityScheme.Type.HTTP)
                                .scheme("bearer")
                                .bearerFormat("JWT")
                                .description("A token of your OpenID Connect provider, audience carepromise"));
        if (!forGuests.isEmpty()) {
            contract.getComponents()
                    .addSecurityScheme(
                            SITE_KEY,
                            OASFactory.createSecurityScheme()
                                    .type(SecurityScheme.Type.APIKEY)
                                    .in(SecurityScheme.In.HEADER)
                                    .name(Guest.HEADER)
                                    .description(
                                            "A site's publishable key, for guests; a browser's Origin has to be one "
                                                    + "of the key's"));
        }
        contract.getPaths().getPathItems().values().forEach(item -> item.getOperations()
                .values()
                .forEach(this::addHeaders));
    }

    private void addHeaders(Operation operation) {
        if (!open.contains(operation.getOperationId())) {
            operation.addSecurityRequirement(
                    OASFactory.createSecurityRequirement().addScheme(BEARER));
        }
        if (forGuests.contains(operation.getOperationId())) {
            operation.addSecurityRequirement(
                    OASFactory.createSecurityRequirement().addScheme(SITE_KEY));
        }
        if (keyed.contains(operation.getOperationId())) {
            var parameters = new ArrayList<Parameter>();
            parameters.add(OASFactory.createParameter()
                    .name("Idempotency-Key")
                    .in(Parameter.In.HEADER)
                    .description("Your name for this request; requestId in the body is its twin. Kept for 24 hours.")
                    .schema(OASFactory.createSchema()
                            .addType(Schema.SchemaType.STRING)
                            .minLength(1)
                            .maxLength(LONGEST_KEY)));
            if (operation.getParameters() != null) {
                parameters.addAll(operation.getParameters());
            }
            operation.setParameters(parameters);
        }
    }
}
