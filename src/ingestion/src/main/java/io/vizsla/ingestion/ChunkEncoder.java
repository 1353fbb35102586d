package io.vizsla.ingestion;

import io.vizsla.api.collection.OpenCollection;
import io.vizsla.api.encoding.EncodedBatch;
import io.vizsla.api.encoding.EncodingInput;
import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import io.vizsla.api.passage.Chunk;
import io.vizsla.api.passage.EncodedChunk;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Gives chunks their vectors, in calls of bounded size. */
final class ChunkEncoder {

    private final int most;
    private final IngestListener listener;

    ChunkEncoder(int most, IngestListener listener) {
        this.most = most;
        this.listener = listener;
    }

    /**
     * Returns the chunks with their vectors, in order.
     *
     * @throws VizslaException as the encoder does; {@code INTERNAL} for anything else that it throws
     */
    List<EncodedChunk> encode(OpenCollection collection, List<Chunk> chunks) {
        List<EncodedChunk> encoded = new ArrayList<>(chunks.size());
        for (int from = 0; from < chunks.size(); from += most) {
            encoded.addAll(part(collection, chunks.subList(from, Math.min(chunks.size(), from + most))));
        }
        return encoded;
    }

    private List<EncodedChunk> part(OpenCollection collection, List<Chunk> chunks) {
        long start = System.nanoTime();
        EncodedBatch batch = run(collection, chunks);
        long tokens = IntStream.of(batch.tokenCounts()).asLongStream().sum();
        listener.encoded(collection.spec().name(), chunks.size(), tokens, Duration.ofNanos(System.nanoTime() - start));
        boolean withTokens =
                collection.index().spec().tokenDimension() > 0 && batch.tokens().size() == chunks.size();
        List<EncodedChunk> encoded = new ArrayList<>(chunks.size());
        for (int i = 0; i < chunks.size(); i++) {
            encoded.add(new EncodedChunk(
                    chunks.get(i), batch.dense()[i], withTokens ? batch.tokens().get(i) : null));
        }
        return encoded;
    }

    private static EncodedBatch run(OpenCollection collection, List<Chunk> chunks) {
        List<EncodingInput> inputs = chunks.stream()
                .map(chunk -> EncodingInput.passage(chunk.passage()))
                .toList();
        try {
            return collection.encoder().encode(inputs);
        } catch (VizslaException told) {
            throw told;
        } catch (RuntimeException broken) {
            throw VizslaException.of(ErrorCode.INTERNAL, "The encoder broke: " + broken, broken);
        }
    }
}
