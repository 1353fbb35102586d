package io.vizsla.cli;

/** How a command ends; part of the public contract. */
final class ExitCode {

    /** All was done. */
    static final int OK = 0;
    /** The work itself failed. */
    static final int FAILED = 1;
    /** The command line is wrong. */
    static final int USAGE = 2;
    /** The instance does not answer or is not ready. */
    static final int UNREACHABLE = 3;
    /** The work is done, but some lines or files were rejected. */
    static final int REJECTED = 4;
    /** Something around us is missing or taken: Java, a port, the data folder. */
    static final int ENVIRONMENT = 5;

    private ExitCode() {}
}
