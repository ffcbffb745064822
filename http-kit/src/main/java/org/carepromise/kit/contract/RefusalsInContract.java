package org.carepromise.kit.contract;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.examples.Example;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.jboss.jandex.AnnotationTarget;
import org.jboss.jandex.DotName;
import org.jboss.jandex.IndexView;

import org.carepromise.kit.problem.HttpProblem;
import org.carepromise.kit.problem.Problem;
import org.carepromise.kit.problem.ProblemCode;
import org.carepromise.kit.problem.ProblemJson;

/**
 * Writes every refusal into the contract while it is built: what an operation declares with {@link Refuses}, what all
 * share, and one example of each code of this process, kept once.
 */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public final class RefusalsInContract implements OASFilter {

    private static final DotName PERMIT_ALL = DotName.createSimple("jakarta.annotation.security.PermitAll");

    private final Map<String, ProblemCode> codes = new TreeMap<>();
    private final Map<String, List<String>> declared = new HashMap<>();
    private final Map<String, Boolean> open = new HashMap<>();
    private final Set<String> forGuests;

    public RefusalsInContract(IndexView index) {
        forGuests = GuestOperations.in(index);
        index.getAllKnownImplementations(DotName.createSimple(ProblemCode.class))
                .forEach(type -> codesOf(type.name().toString()));
        codesOf(HttpProblem.class.getName());
        for (var annotation : index.getAnnotations(DotName.createSimple(Refuses.class))) {
            declared.put(
                    annotation.target().asMethod().name(),
                    List.of(annotation.value().asStringArray()));
        }
        for (var annotation : index.getAnnotations(PERMIT_ALL)) {
            if (annotation.target().kind() == AnnotationTarget.Kind.METHOD) {
                open.put(annotation.target().asMethod().name(), true);
            }
        }
    }

    private void codesOf(String enumType) {
        try {
            var loader = Thread.currentThread().getContextClassLoader();
            for (var code : Class.forName(enumType, true, loader).getEnumConstants()) {
                codes.put(((ProblemCode) code).code(), (ProblemCode) code);
            }
        } catch (ClassNotFoundException missing) {
            throw new IllegalStateException("a problem enum is indexed but cannot be loaded: " + enumType, missing);
        }
    }

    @Override
    public void filterOpenAPI(OpenAPI contract) {
        if (contract.getPaths() == null) {
            return;
        }
        contract.getPaths().getPathItems().forEach((path, item) -> item.getOperations()
                .forEach((method, operation) -> addRefusals(path, method, operation)));
        if (contract.getComponents() == null) {
            contract.setComponents(OASFactory.createComponents());
        }
        // also those that no operation declares: the edge refuses before it knows which one is meant
        codes.forEach((name, code) -> contract.getComponents().addExample(name, exampleOf(code)));
        contract.getComponents().addSchema("Problem", problemSchema());
    }

    private static Schema problemSchema() {
        return object("A refusal (RFC 9457). `code` is stable and meant for programs; some codes add members that show "
                        + "the way out.")
                .addProperty("type", text("A page that explains this code"))
                .addProperty("title", text("What the code means"))
                .addProperty("status", OASFactory.createSchema().addType(Schema.SchemaType.INTEGER))
                .addProperty("code", text("The stable name of this refusal"))
                .addProperty("detail", text("What was wrong this time"))
                .addProperty(
                        "errors",
                        OASFactory.createSchema()
                                .addType(Schema.SchemaType.ARRAY)
                                .items(object("What is wrong with one part of the request")
                                        .addProperty(
                                                "pointer",
                                                text("JSON pointer into the body, or ?name of a query parameter"))
                                        .addProperty("detail", text("What was expected there"))))
                .addProperty("traceId", text("Names this exchange in our logs"))
                .addProperty(
                        Problem.RETRY_AFTER_SECONDS, OASFactory.createSchema().addType(Schema.SchemaType.INTEGER))
                .required(List.of("type", "title", "status", "code"));
    }

    private static Schema object(String description) {
        return OASFactory.createSchema().addType(Schema.SchemaType.OBJECT).description(description);
    }

    private static Schema text(String description) {
        return OASFactory.createSchema().addType(Schema.SchemaType.STRING).description(description);
    }

    private void addRefusals(String path, PathItem.HttpMethod method, Operation operation) {
        var byStatus = new TreeMap<Integer, List<ProblemCode>>();
        for (var code : codesOf(path, method, operation)) {
            byStatus.computeIfAbsent(code.status(), status -> new ArrayList<>()).add(code);
        }
        byStatus.forEach((status, refusals) -> {
            var media = OASFactory.createMediaType()
                    .schema(OASFactory.createSchema().ref("#/components/schemas/Problem"));
            refusals.forEach(code -> media.addExample(
                    code.code(), OASFactory.createExample().ref("#/components/examples/" + code.code())));
            operation
                    .getResponses()
                    .addAPIResponse(
                            status.toString(),
                            OASFactory.createAPIResponse()
                                    .description(String.join(
                                            "; ",
                                            refusals.stream()
                                                    .map(ProblemCode::code)
                                                    .toList()))
                                    .content(OASFactory.createContent().addMediaType(ProblemJson.MEDIA_TYPE, media)));
        });
    }

    private List<ProblemCode> codesOf(String path, PathItem.HttpMethod method, Operation operation) {
        var names = new ArrayList<String>();
        boolean parameters =
                operation.getParameters() != null && !operation.getParameters().isEmpty();
        if (operation.getRequestBody() != null || parameters) {
            names.add("request-invalid");
        }
        if (!open.containsKey(operation.getOperationId())) {
            names.add("unauthenticated");
            names.add("forbidden");
            names.add("acting-not-allowed");
        }
        if (forGuests.contains(operation.getOperationId())) {
            names.add("site-key-unknown");
            names.add("origin-not-allowed");
        }
        if (path.contains("{")) {
            names.add("not-found");
        }
        if (operation.getRequestBody() != null) {
            names.add("body-too-large");
            names.add("media-type-unsupported");
        }
        for (var code : declared.getOrDefault(operation.getOperationId(), List.of())) {
            if (!names.contains(code)) {
                names.add(code);
            }
        }
        names.add("internal-error");
        names.add("busy");
        return names.stream().map(this::known).toList();
    }

    private ProblemCode known(String name) {
        var code = codes.get(name);
        if (code == null) {
            throw new IllegalStateException("an operation refuses with a code that no enum has: " + name);
        }
        return code;
    }

    private static Example exampleOf(ProblemCode code) {
        var value = new LinkedHashMap<String, Object>();
        value.put("type", "/problems/" + code.code());
        value.put("title", code.title());
        value.put("status", code.status());
        value.put("code", code.code());
        return OASFactory.createExample().summary(code.title()).value(value);
    }
}
