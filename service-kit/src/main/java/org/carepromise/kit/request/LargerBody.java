package org.carepromise.kit.request;

/**
 * A bean of this type lets an operation take a larger body than others, such as a file that is worked on while it comes.
 * The operation says the same in its contract, {@code x-max-body-bytes}, for the gateway.
 *
 * @param path the operation's, {@code /v1/scheduling-imports}, without parameters
 * @param bytes at most {@code quarkus.http.limits.max-body-size}
 */
public record LargerBody(String path, long bytes) {}
