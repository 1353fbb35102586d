package io.vizsla.encoding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.vizsla.api.encoding.TokenVectors;
import io.vizsla.api.model.LongInputs;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WindowedTextTest {

    private static final LongInputs MANY = new LongInputs(256, 2);

    @Test
    void aTextThatFitsIsOneWindow() {
        WindowedText text = WindowedText.of(text(2, 5, 1, true), 8, MANY);

        assertThat(text.windows()).hasSize(1);
        assertThat(text.windows().getFirst().ids()).containsExactly(-2, -1, 0, 1, 2, 3, 4, -9);
        assertThat(text.windows().getFirst().whole()).isTrue();
        assertThat(text.fresh()).containsExactly(5);
    }

    @Test
    void windowsOverlapAndTheLastIsFull() {
        WindowedText text = WindowedText.of(text(1, 9, 1, true), 7, MANY);

        assertThat(text.windows()).extracting(TokenizedText::ids).containsExactly(new int[][] {
            {-1, 0, 1, 2, 3, 4, -9}, {-1, 3, 4, 5, 6, 7, -9}, {-1, 4, 5, 6, 7, 8, -9}
        });
        assertThat(text.windows()).extracting(TokenizedText::whole).containsOnly(false);
        assertThat(text.fresh()).containsExactly(5, 3, 1);
    }

    @Test
    void whatLiesBeyondTheLastWindowIsCut() {
        WindowedText text = WindowedText.of(text(1, 100, 1, true), 7, new LongInputs(2, 0));

        assertThat(text.windows())
                .extracting(TokenizedText::ids)
                .containsExactly(new int[][] {{-1, 0, 1, 2, 3, 4, -9}, {-1, 5, 6, 7, 8, 9, -9}});
    }

    @Test
    void everyTokenIsFreshOnce() {
        long seed = System.nanoTime();
        System.out.println("WindowedTextTest seed " + seed);
        Random random = new Random(seed);
        for (int round = 0; round < 2000; round++) {
            int before = random.nextInt(3);
            int after = random.nextInt(3);
            int length = random.nextInt(200);
            int maxTokens = before + after + 1 + random.nextInt(20);
            LongInputs longInputs = new LongInputs(256, random.nextInt(20));
            WindowedText text = WindowedText.of(text(before, length, after, true), maxTokens, longInputs);

            List<Integer> read = new ArrayList<>();
            for (int i = 0; i < text.windows().size(); i++) {
                TokenizedText window = text.windows().get(i);
                assertThat(window.length()).isLessThanOrEqualTo(maxTokens);
                assertThat(window.textFrom()).isEqualTo(before);
                assertThat(window.length() - window.textTo()).isEqualTo(after);
                int to = window.textTo();
                Arrays.stream(window.ids(), to - text.fresh()[i], to).forEach(read::add);
            }
            assertThat(read).isEqualTo(IntStream.range(0, length).boxed().toList());
        }
    }

    @Test
    void nothingIsCutOfAPassageWithinReach() {
        long seed = System.nanoTime();
        System.out.println("WindowedTextTest seed " + seed);
        Random random = new Random(seed);
        for (int round = 0; round < 2000; round++) {
            int maxTokens = 4 + random.nextInt(60);
            int before = random.nextInt(maxTokens / 2 + 1);
            LongInputs longInputs = new LongInputs(2 + random.nextInt(8), random.nextInt(40));
            int length = longInputs.reach(maxTokens) - before;

            assertThat(WindowedText.of(text(before, length, 0, true), maxTokens, longInputs)
                            .fresh())
                    .satisfies(fresh -> assertThat(Arrays.stream(fresh).sum()).isEqualTo(length));
        }
    }

    @Test
    void aWindowCountsAsMuchAsItsFreshTokens() {
        WindowedText text = new WindowedText(List.of(text(1, 3, 1, false), text(1, 3, 1, false)), new int[] {3, 1});
        List<Encoded> parts = List.of(
                new Encoded(new float[] {1, 0}, tokens(1, 2, 3), 5),
                new Encoded(new float[] {0, 1}, tokens(2, 3, 4), 5));

        Encoded raw = text.join(parts, false);
        Encoded unit = text.join(parts, true);

        assertThat(raw.dense()).containsExactly(0.75f, 0.25f);
        assertThat(raw.tokenCount()).isEqualTo(10);
        assertThat(raw.tokens()).isEqualTo(tokens(1, 2, 3, 4));
        assertThat(unit.dense()[0]).isCloseTo(3 / (float) Math.sqrt(10), within(1e-6f));
        assertThat(unit.dense()[1]).isCloseTo(1 / (float) Math.sqrt(10), within(1e-6f));
    }

    /** The prompt's tokens are negative, those of the text count from 0. */
    private static TokenizedText text(int before, int length, int after, boolean whole) {
        int[] ids = IntStream.concat(
                        IntStream.concat(IntStream.range(-before, 0), IntStream.range(0, length)),
                        IntStream.generate(() -> -9).limit(after))
                .toArray();
        return new TokenizedText(ids, new byte[ids.length], before, before + length, 0, whole);
    }

    private static TokenVectors tokens(int... values) {
        byte[] codes = new byte[2 * values.length];
        float[] scales = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            codes[2 * i] = codes[2 * i + 1] = (byte) values[i];
            scales[i] = values[i];
        }
        return new TokenVectors(values.length, 2, codes, scales);
    }
}
