package org.carepromise.kit.problem;

import java.util.Set;
import java.util.TreeSet;

import io.quarkus.resteasy.reactive.server.runtime.ResteasyReactiveRecorder;
import org.jboss.resteasy.reactive.server.mapping.RuntimeResource;
import org.jboss.resteasy.reactive.server.util.RuntimeResourceVisitor;

/** What a path takes, for the Allow header that a 405 has to carry (RFC 9110 §15.5.6) and the platform leaves out. */
final class AllowedMethods {

    private AllowedMethods() {}

    /** @param path of a request, from the slash on */
    static Set<String> of(String path) {
        var methods = new TreeSet<String>();
        var deployment = ResteasyReactiveRecorder.getCurrentDeployment();
        RuntimeResourceVisitor.visitRuntimeResources("", deployment.getClassMappers(), new RuntimeResourceVisitor() {
            @Override
            public void visitRuntimeResource(String method, String template, RuntimeResource resource) {
                if (path.matches(template.replaceAll("\\{[^/]*}", "[^/]+"))) {
                    methods.add(method);
                }
            }
        });
        if (methods.contains("GET")) {
            methods.add("HEAD");
        }
        methods.add("OPTIONS");
        return methods;
    }
}
