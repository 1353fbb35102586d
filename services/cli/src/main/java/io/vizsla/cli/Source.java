package io.vizsla.cli;

import java.nio.file.Path;

/** Something to send. */
sealed interface Source {

    /** Returns the file on disk. */
    Path file();

    /** Returns what messages call it. */
    String name();

    /** Documents as lines of JSON. */
    record Lines(Path file, String name) implements Source {}

    /**
     * A file that is one document.
     *
     * @param id of the document
     */
    record Document(Path file, String name, String id) implements Source {}
}
