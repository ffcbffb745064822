package org.carepromise.scheduling.resource;

import java.util.UUID;

/**
 * A room or device that a visit needs beside its provider.
 *
 * @param kind what visit types ask for by {@code resourceKind}
 * @param name by which staff know it
 */
record SecondResource(UUID id, String site, String kind, String name, long version) {

    SecondResource renamed(String to) {
        return new SecondResource(id, site, kind, to, version + 1);
    }
}
