package io.vizsla.api.ingest;

import io.vizsla.api.error.VizslaException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;

/**
 * Keeps bytes that are too large for the log, named by their content. It does not know who refers to them: whoever does
 * removes those that nobody needs. Safe for any number of threads.
 */
public interface ArtefactStore {

    /**
     * Stores all bytes of the stream and returns once they are durable; storing what is there renews its time. The caller closes
     * the stream.
     *
     * @throws VizslaException {@code STORE_UNAVAILABLE} if the store does not take them
     */
    Artefact put(InputStream bytes);

    /**
     * Returns the bytes of an artefact; the caller closes the stream.
     *
     * @throws VizslaException {@code INVALID_ARGUMENT} if its name is none, {@code UNKNOWN_RESOURCE} if it is not there,
     *     {@code UNREADABLE_DOCUMENT} if its bytes do not match the checksum, {@code STORE_UNAVAILABLE} if the store does not answer
     */
    InputStream open(Artefact artefact);

    /**
     * Returns the names of all artefacts that were last stored before an instant, in any order.
     *
     * @throws VizslaException {@code STORE_UNAVAILABLE} if the store does not answer
     */
    List<String> storedBefore(Instant instant);

    /**
     * Removes an artefact unless it was stored again since.
     *
     * @return whether it is gone by this call
     * @throws VizslaException {@code STORE_UNAVAILABLE} if the store does not answer
     */
    boolean remove(String sha256, Instant storedBefore);

    /**
     * The reference that travels in place of the bytes.
     *
     * @param sha256 in lower-case hexadecimal; also the name
     * @param bytes how many there are
     */
    record Artefact(String sha256, long bytes) {}
}
