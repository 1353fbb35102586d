package io.vizsla.api.error;

/** Who can act on an error; it decides the HTTP status family, whether a retry helps, and how failures are counted. */
public enum ErrorKind {
    /** The request or the document is wrong; the same input fails again. */
    CALLER,
    /** Something that we depend on does not answer; the same input may pass later. */
    UNAVAILABLE,
    /** A bound on concurrent work is met; the same input passes when load falls. */
    OVERLOADED,
    /** A defect of ours. */
    INTERNAL
}
