package org.carepromise.kit.webhook;

import java.net.InetAddress;
import java.util.List;

import io.smallrye.mutiny.Uni;

/** Asks which addresses a host name has at this moment. */
interface NameResolver {

    /** @return every address; empty where the name has none */
    Uni<List<InetAddress>> resolve(String host);
}
