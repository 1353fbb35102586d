package io.vizsla.ingestion;

import io.vizsla.api.error.VizslaException;

/**
 * The settings of the ingest machine.
 *
 * @param limits the bounds that an event meets
 * @param chunksPerDocument the most chunks that one document may become, 1 to 1,000,000
 * @param encodeChunks about how many chunks are handed to the encoder at once, 1 to 65,536; a document stays whole
 */
public record IngestOptions(EventLimits limits, int chunksPerDocument, int encodeChunks) {

    /** The default limits, 20,000 chunks a document, 512 chunks at once. */
    public static final IngestOptions DEFAULT = new IngestOptions(EventLimits.DEFAULT, 20_000, 512);

    public IngestOptions {
        if (chunksPerDocument < 1 || chunksPerDocument > 1_000_000) {
            throw VizslaException.invalid("chunksPerDocument", chunksPerDocument, "between 1 and 1000000");
        }
        if (encodeChunks < 1 || encodeChunks > 65_536) {
            throw VizslaException.invalid("encodeChunks", encodeChunks, "between 1 and 65536");
        }
    }
}
