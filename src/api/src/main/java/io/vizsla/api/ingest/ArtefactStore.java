package io.vizsla.api.ingest;

import io.vizsla.api.error.VizslaException;
import java.io.InputStream;

/** Keeps bytes that are too large for the log, named by their content. Safe for any number of threads. */
public interface ArtefactStore {

    /**
     * Stores all bytes of the stream and returns once they are durable. The caller closes the stream.
     *
     * @throws VizslaException {@code STORE_UNAVAILABLE} if the store does not take them
     */
    Artefact put(InputStream bytes);

    /**
     * Returns the bytes of an artefact; the caller closes the stream.
     *
     * @throws VizslaException {@code UNKNOWN_RESOURCE} if it is not there, {@code UNREADABLE_DOCUMENT} if its bytes do not
     *     match the checksum, {@code STORE_UNAVAILABLE} if the store does not answer
     */
    InputStream open(Artefact artefact);

    /**
     * The reference that travels in place of the bytes.
     *
     * @param sha256 in lower-case hexadecimal; also the name
     * @param bytes how many there are
     */
    record Artefact(String sha256, long bytes) {}
}
