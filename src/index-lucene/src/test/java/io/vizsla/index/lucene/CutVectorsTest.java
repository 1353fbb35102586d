package io.vizsla.index.lucene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vizsla.api.document.DocumentRef;
import io.vizsla.api.document.FieldSchema;
import io.vizsla.api.encoding.EncodedBatch;
import io.vizsla.api.encoding.Encoder;
import io.vizsla.api.encoding.EncodingInput;
import io.vizsla.api.encoding.ModelCard;
import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import io.vizsla.api.passage.Batch;
import io.vizsla.api.passage.Chunk;
import io.vizsla.api.passage.ChunkId;
import io.vizsla.api.passage.EncodedChunk;
import io.vizsla.api.passage.IndexSpec;
import io.vizsla.api.passage.PassageIndex;
import io.vizsla.testkit.FakeEncoder;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Vectors of a model and those cut from them never meet in one index. */
class CutVectorsTest {

    @TempDir
    private Path folder;

    private final Encoder whole = new FakeEncoder();
    private final Encoder cut = whole.cutTo(FakeEncoder.TRUNCATION);

    @Test
    void anIndexOfOneDimensionRefusesTheOther() {
        try (PassageIndex index = open(cut)) {
            index.upsert(new Batch(List.of(chunk(cut))));
            index.flush();

            refused(ErrorCode.INVALID_VECTOR, () -> index.upsert(new Batch(List.of(chunk(whole)))));
            assertThat(index.stats().chunks()).isEqualTo(1);
        }
        refused(ErrorCode.SPACE_MISMATCH, () -> open(whole).close());
        open(cut).close();
    }

    private PassageIndex open(Encoder encoder) {
        ModelCard card = encoder.card();
        return new LucenePassageIndexes(folder, LuceneOptions.DEFAULTS)
                .open(new IndexSpec(
                        "docs", card.space(), card.dimension(), card.tokenDimension(), "en", FieldSchema.EMPTY));
    }

    private static EncodedChunk chunk(Encoder encoder) {
        String text = "dogs point at birds";
        EncodedBatch batch = encoder.encode(List.of(EncodingInput.passage(text)));
        Chunk chunk = new Chunk(
                new ChunkId(new DocumentRef("docs", "d"), 0), 1, "", List.of(), text, 0, text.length(), Map.of(), "h");
        return new EncodedChunk(chunk, batch.dense()[0], batch.tokens().getFirst());
    }

    private static void refused(ErrorCode code, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(VizslaException.class, e -> assertThat(e.code())
                .as(e.detail())
                .isEqualTo(code));
    }
}
