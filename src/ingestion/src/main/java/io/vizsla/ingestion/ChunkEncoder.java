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

    /** The most text of one call, unless one chunk has more: a few seconds of a slow machine, and full batches still. */
    private static final int CALL_CHARACTERS = 64 << 10;

    private final int most;
    private final IngestListener listener;

    ChunkEncoder(int most, IngestListener listener) {
        this.most = most;
        this.listener = listener;
    }

    /**
     * Returns the chunks with their vectors, in order; all of them fit the index. The caller closes it.
     *
     * @throws VizslaException as the encoder does; {@code INTERNAL} for anything else that it throws; {@code
     *     INVALID_VECTOR} if the index would refuse a vector
     */
    EncodedParts encode(OpenCollection collection, List<Chunk> chunks) {
        EncodedParts parts = new EncodedParts();
        try {
            for (int from = 0; from < chunks.size(); from += most) {
                List<EncodedChunk> part = part(collection, chunks.subList(from, Math.min(chunks.size(), from + most)));
                // What the index would refuse must show before anything that it replaces is removed.
                VectorCheck.check(collection.index().spec(), part);
                parts.add(part);
            }
            return parts;
        } catch (RuntimeException failed) {
            parts.close();
            throw failed;
        }
    }

    /** Between two calls the listener may end the work, so none of them takes long. */
    private List<EncodedChunk> part(OpenCollection collection, List<Chunk> chunks) {
        List<EncodedChunk> encoded = new ArrayList<>(chunks.size());
        while (encoded.size() < chunks.size()) {
            List<Chunk> rest = chunks.subList(encoded.size(), chunks.size());
            encoded.addAll(call(collection, rest.subList(0, fitting(rest))));
        }
        return encoded;
    }

    private static int fitting(List<Chunk> chunks) {
        int count = 1;
        long characters = chunks.getFirst().passage().length();
        while (count < chunks.size()) {
            characters += chunks.get(count).passage().length();
            if (characters > CALL_CHARACTERS) {
                return count;
            }
            count++;
        }
        return count;
    }

    private List<EncodedChunk> call(OpenCollection collection, List<Chunk> chunks) {
        long start = System.nanoTime();
        EncodedBatch batch = run(collection, chunks);
        long tokens = IntStream.of(batch.tokenCounts()).asLongStream().sum();
        listener.encoded(
                collection.spec().name(),
                collection.encoder().card().name(),
                chunks.size(),
                tokens,
                Duration.ofNanos(System.nanoTime() - start));
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
