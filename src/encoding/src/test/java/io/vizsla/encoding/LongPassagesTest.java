package io.vizsla.encoding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.vizsla.api.encoding.EncodedBatch;
import io.vizsla.api.encoding.EncodingInput;
import io.vizsla.api.encoding.TokenVectors;
import io.vizsla.api.model.LongInputs;
import io.vizsla.api.model.ModelManifest;
import io.vizsla.api.model.PaddingSide;
import io.vizsla.api.model.PromptTemplate;
import io.vizsla.models.ModelFolder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Passages longer than a model reads, cut and in windows. */
class LongPassagesTest {

    private static final EncoderOptions OPTIONS = EncoderOptions.defaults()
            .withPrecision(PrecisionChoice.FP32, PrecisionChoice.FP32)
            .withThreads(1)
            .withCacheBytes(0);
    private static final LongInputs WINDOWS = new LongInputs(8, 100);
    private static final EncodingInput SHORT = EncodingInput.passage("a bird dog points at game");
    private static final EncodingInput LONG = EncodingInput.passage(words(1300));

    @Test
    void passagesThatFitStayAsTheyAre() {
        EncodedBatch cut = encode(LongInputs.TRUNCATE, SHORT);
        EncodedBatch windows = encode(WINDOWS, SHORT);

        assertThat(windows.tokenCounts()).isEqualTo(cut.tokenCounts());
        assertThat(windows.dense()[0]).isEqualTo(cut.dense()[0]);
        assertThat(windows.tokens()).isEqualTo(cut.tokens());
    }

    @Test
    void queriesAreCutAllTheSame() {
        EncodingInput query = EncodingInput.query(LONG.text());

        assertThat(encode(WINDOWS, query).dense()[0])
                .isEqualTo(encode(LongInputs.TRUNCATE, query).dense()[0]);
    }

    @Test
    void aLongPassageIsTheMeanOfItsWindows() {
        EncodedBatch windows = encode(WINDOWS, LONG, SHORT);
        // [CLS], 510 words and [SEP]; the second and the third window repeat 100 words, the last as many as it needs.
        EncodedBatch parts = encode(
                LongInputs.TRUNCATE,
                EncodingInput.passage(words(0, 510)),
                EncodingInput.passage(words(410, 920)),
                EncodingInput.passage(words(790, 1300)));
        int[] fresh = {510, 410, 380};
        float[] mean = new float[384];
        for (int part = 0; part < 3; part++) {
            for (int i = 0; i < mean.length; i++) {
                mean[i] += parts.dense()[part][i] * fresh[part];
            }
        }

        assertClose(windows.dense()[0], Pooling.normalize(mean));
        assertClose(windows.dense()[1], encode(LongInputs.TRUNCATE, SHORT).dense()[0]);
        assertThat(windows.tokenCounts()[0]).isEqualTo(3 * 512);
    }

    @Test
    void everyTokenOfALongPassageHasOneVector() {
        TokenVectors windows = encode(WINDOWS, LONG).tokens().getFirst();
        TokenVectors cut = encode(LongInputs.TRUNCATE, LONG).tokens().getFirst();

        assertThat(cut.count()).isEqualTo(510);
        assertThat(windows.count()).isEqualTo(1300);
        assertThat(Arrays.copyOf(windows.codes(), cut.codes().length)).isEqualTo(cut.codes());
    }

    @Test
    void noMoreWindowsAreReadThanTheManifestAllows() {
        EncodedBatch two = encode(new LongInputs(2, 100), LONG);
        EncodedBatch rest = encode(new LongInputs(2, 100), EncodingInput.passage(words(920)));

        assertThat(two.tokenCounts()[0]).isEqualTo(2 * 512);
        assertClose(two.dense()[0], rest.dense()[0]);
    }

    @Test
    void eachWindowOfADecoderEndsWithItsEndToken() {
        ModelManifest manifest = TinyMistral.manifest(PromptTemplate.NONE, PaddingSide.LEFT, 40);
        EncodingInput passage = EncodingInput.passage("pointers and setters find birds ".repeat(20));
        try (HfTokenizer tokenizer = HfTokenizer.open(TinyMistral.folder().resolve("tokenizer.json"))) {
            ModelManifest windowed = manifest.withLongInputs(new LongInputs(4, 5));
            List<TokenizedText> windows =
                    new PromptWriter(windowed, tokenizer).windows(passage).windows();

            assertThat(windows).hasSizeBetween(2, 4);
            assertThat(windows)
                    .allSatisfy(window ->
                            assertThat(window.ids()).hasSize(40).startsWith(1).endsWith(2));
            assertThat(windows.getFirst().ids())
                    .isEqualTo(new PromptWriter(manifest, tokenizer)
                            .windows(passage)
                            .windows()
                            .getFirst()
                            .ids());
        }
    }

    private static EncodedBatch encode(LongInputs longInputs, EncodingInput... inputs) {
        ModelFolder folder = TestModels.folder(TestModels.MINILM);
        Path path = folder.path();
        try (OnnxBiEncoder encoder = OnnxBiEncoder.open(path, folder.manifest().withLongInputs(longInputs), OPTIONS)) {
            return encoder.encode(List.of(inputs));
        }
    }

    private static void assertClose(float[] actual, float[] expected) {
        assertThat(actual).hasSameSizeAs(expected);
        for (int i = 0; i < expected.length; i++) {
            assertThat(actual[i]).isCloseTo(expected[i], within(1e-5f));
        }
    }

    private static String words(int to) {
        return words(0, to);
    }

    /** Words of one token each. */
    private static String words(int from, int to) {
        String[] some = {"dog", "bird", "field", "river", "hill", "grass", "point", "stand", "run"};
        return IntStream.range(from, to)
                .mapToObj(i -> some[(i * i + i / 7) % some.length])
                .collect(Collectors.joining(" "));
    }
}
