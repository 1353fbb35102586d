package io.vizsla.ingestion;

import io.vizsla.api.error.VizslaException;

/**
 * The bounds that an event meets.
 *
 * @param documentBytes the most bytes of a file, given inline or by claim
 * @param textCharacters the most characters (UTF-16 units) of a text, given or extracted
 * @param titleCharacters the most characters of a given title
 * @param metadataBytes the most bytes of the metadata as JSON
 * @param metadataDepth how deep lists and maps may be nested in the metadata; 1 is a flat map
 */
public record EventLimits(
        int documentBytes, int textCharacters, int titleCharacters, int metadataBytes, int metadataDepth) {

    /** 32 MiB a file, 16 Mi characters of text, 4,096 of title, 256 KiB of metadata, nested 16 deep. */
    public static final EventLimits DEFAULT = new EventLimits(32 << 20, 16 << 20, 4096, 256 << 10, 16);

    public EventLimits {
        positive("documentBytes", documentBytes);
        positive("textCharacters", textCharacters);
        positive("titleCharacters", titleCharacters);
        positive("metadataBytes", metadataBytes);
        if (metadataDepth < 1 || metadataDepth > 500) {
            throw VizslaException.invalid("metadataDepth", metadataDepth, "between 1 and 500");
        }
    }

    private static void positive(String field, int value) {
        if (value < 1) {
            throw VizslaException.invalid(field, value, "at least 1");
        }
    }
}
