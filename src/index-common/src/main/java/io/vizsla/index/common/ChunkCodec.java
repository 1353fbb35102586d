package io.vizsla.index.common;

import io.vizsla.api.passage.Chunk;
import io.vizsla.api.passage.ChunkId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/** A whole chunk as bytes, so that it comes back exactly as it was written. */
public final class ChunkCodec {

    private static final int FORMAT = 1;

    private ChunkCodec() {}

    public static BytesRef write(Chunk chunk) {
        ValueWriter out = new ValueWriter();
        out.number(FORMAT);
        out.text(chunk.id().toString());
        out.number(chunk.version());
        out.text(chunk.title());
        out.number(chunk.headings().size());
        chunk.headings().forEach(out::text);
        out.text(chunk.text());
        out.number(chunk.start());
        out.number(chunk.end());
        out.text(chunk.contentHash());
        out.map("metadata", chunk.metadata());
        return out.bytes();
    }

    /**
     * Reads a chunk back.
     *
     * @throws RuntimeException of any kind if the bytes are damaged
     */
    @SuppressWarnings("NullAway") // the record's constructor does admit null values, but its class file does not say so
    public static Chunk read(BytesRef bytes) {
        ValueReader in = new ValueReader(bytes);
        long format = in.number();
        if (format != FORMAT) {
            throw new IllegalStateException("content format " + format + " is not known");
        }
        ChunkId id = ChunkId.parse(in.text());
        long version = in.number();
        String title = in.text();
        List<String> headings = headings(in);
        String text = in.text();
        int start = (int) in.number();
        int end = (int) in.number();
        String hash = in.text();
        Map<String, @Nullable Object> metadata = in.map();
        return new Chunk(id, version, title, headings, text, start, end, metadata, hash);
    }

    private static List<String> headings(ValueReader in) {
        int count = (int) in.number();
        List<String> headings = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            headings.add(in.text());
        }
        return headings;
    }
}
