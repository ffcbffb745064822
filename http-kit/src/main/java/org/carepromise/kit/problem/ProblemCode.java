package org.carepromise.kit.problem;

/**
 * One way in which a request can be refused. Every service keeps its codes in one enum, so that all its refusals stand
 * on one screen. The code is the key to search by: it stands in the enum, in the rule, in its test, in the contract, in
 * {@code docs/rules.md} and in the {@code type} that a client sees.
 */
public interface ProblemCode {

    /** Lower-case words joined by hyphens, such as {@code slot-full}; never changes once published. */
    String code();

    /** The HTTP status, 400 to 599. */
    int status();

    /** The fixed title (RFC 9457 §3.1.3): the same for every occurrence, free of anything a caller sent. */
    String title();
}
