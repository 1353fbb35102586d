package io.vizsla.api.passage;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The slice of a document that is encoded and found, with the context that it needs to be understood alone.
 *
 * @param version the version of the event that wrote it; higher wins
 * @param title the document's title, empty if it has none
 * @param headings the headings above the slice, outermost first
 * @param text the slice itself; never blank
 * @param start index of its first UTF-16 unit in the document's extracted text
 * @param end index after its last one
 * @param metadata the document's metadata as it was sent: JSON values, that is strings, numbers, booleans, lists, maps
 *     and nulls
 * @param contentHash hash of the whole document's content, the same on all of its chunks
 */
public record Chunk(
        ChunkId id,
        long version,
        String title,
        List<String> headings,
        String text,
        int start,
        int end,
        Map<String, @Nullable Object> metadata,
        String contentHash) {

    public Chunk {
        headings = List.copyOf(headings);
    }

    /** Returns what is encoded and matched: title, headings and text, each on its own line; empty parts are left out. */
    public String passage() {
        StringBuilder passage = new StringBuilder(title.length() + text.length() + 64);
        if (!title.isBlank()) {
            passage.append(title).append('\n');
        }
        if (!headings.isEmpty()) {
            passage.append(String.join(" > ", headings)).append('\n');
        }
        return passage.append(text).toString();
    }
}
