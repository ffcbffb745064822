package org.carepromise.kit.contract;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import org.jboss.jandex.AnnotationTarget;
import org.jboss.jandex.DotName;
import org.jboss.jandex.IndexView;

import org.carepromise.kit.access.Role;

/** The operations that admit guests, by the roles at their methods. */
final class GuestOperations {

    private static final DotName ROLES = DotName.createSimple("jakarta.annotation.security.RolesAllowed");

    private GuestOperations() {}

    /**
     * @return their operationIds
     * @throws IllegalStateException where a whole class admits guests, the next operation in it too
     */
    static Set<String> in(IndexView index) {
        return index.getAnnotations(ROLES).stream()
                .filter(roles -> List.of(roles.value().asStringArray()).contains(Role.GUEST))
                .map(roles -> {
                    if (roles.target().kind() != AnnotationTarget.Kind.METHOD) {
                        throw new IllegalStateException(
                                "guests are admitted operation by operation: " + roles.target());
                    }
                    return roles.target().asMethod().name();
                })
                .collect(Collectors.toUnmodifiableSet());
    }
}
