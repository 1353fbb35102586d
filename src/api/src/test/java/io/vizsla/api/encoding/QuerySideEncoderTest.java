package io.vizsla.api.encoding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class QuerySideEncoderTest {

    private static final AffineMap SWAP = new AffineMap(2, new float[] {0, 1, 0, 1, 0, 0});
    private static final AffineMap LONGER = new AffineMap(2, new float[9]);

    private final Part documents = new Part("documents", 2);
    private final Part queries = new Part("queries", 2);

    @Test
    void eachRoleIsReadByItsModelInOrder() {
        Encoder both = new QuerySideEncoder(documents, queries, null, true);

        EncodedBatch batch = both.encode(List.of(query("a"), passage("bb"), passage("ccc"), query("dddd")));

        assertThat(batch.dense()).isDeepEqualTo(new float[][] {{2, 1}, {1, 2}, {1, 3}, {2, 4}});
        assertThat(batch.tokenCounts()).containsExactly(1, 2, 3, 4);
        assertThat(batch.tokens()).extracting(TokenVectors::count).containsExactly(1, 2, 3, 4);
        assertThat(documents.read).containsExactly("bb", "ccc");
        assertThat(queries.read).containsExactly("a", "dddd");
        assertThat(both.prompted(query("a")).text()).isEqualTo("queries: a");
        assertThat(both.prompted(passage("a")).text()).isEqualTo("documents: a");
        assertThat(both.tokenizer()).isSameAs(documents.tokenizer());
        assertThat(both.encode(List.of()).dense()).isEmpty();
    }

    @Test
    void theMapMovesQueriesAlone() {
        Encoder both = new QuerySideEncoder(documents, queries, SWAP, true);

        EncodedBatch batch = both.encode(List.of(passage("dddd"), query("dddd")));

        assertThat(batch.dense()[0]).containsExactly(1, 4);
        assertThat(batch.dense()[1]).containsExactly((float) (4 / Math.sqrt(20)), (float) (2 / Math.sqrt(20)));
    }

    @Test
    void tokenVectorsOfAnotherSpaceAreLeftOut() {
        Encoder both = new QuerySideEncoder(documents, queries, null, false);

        assertThat(both.encode(List.of(passage("a"))).tokens()).hasSize(1);
        assertThat(both.encode(List.of(query("a"))).tokens()).isEmpty();
        assertThat(both.encode(List.of(query("a"), passage("b"))).tokens()).isEmpty();
    }

    @Test
    void theIndexIsTheDocumentsAndTheQuerysPartsAreTheQuerys() {
        Encoder both = new QuerySideEncoder(documents, queries, null, true);

        assertThat(both.card().name()).isEqualTo("documents");
        assertThat(both.card().space()).isEqualTo(documents.card().space());
        assertThat(both.card().truncations()).containsExactly(1);
        assertThat(both.card().readsInstructions()).isTrue();
        assertThat(both.card().blend()).isNull();
        assertThat(both.queryCard()).isEqualTo(queries.card());
        assertThat(documents.card().readsInstructions()).isFalse();
        assertThat(documents.queryCard()).isEqualTo(documents.card());
    }

    @Test
    void bothSidesAreCutAfterTheMap() {
        Encoder cut = new QuerySideEncoder(documents, queries, SWAP, true).cutTo(1);

        assertThat(cut.encode(List.of(passage("a"), query("b"))).dense()).isDeepEqualTo(new float[][] {{1}, {1}});
        assertThat(cut.card().space()).isEqualTo(documents.cutTo(1).card().space());
        assertThat(cut.queryCard()).isEqualTo(queries.card());
        assertThat(documents.cutTo(1).queryCard()).isEqualTo(documents.cutTo(1).card());
    }

    @Test
    void aPurposeOfAnotherSpaceIsReadByTheDocumentsModelAlone() {
        Encoder both = new QuerySideEncoder(documents, queries, null, true);

        assertThat(both.as(Purpose.MEMORY).queryCard().name()).isEqualTo("queries");
        assertThat(both.as(Purpose.TOOL).queryCard().name()).isEqualTo("documents");
        assertThat(both.as(Purpose.TOOL).card().space().id()).isEqualTo("documents@1/tool");
    }

    @Test
    void vectorsOfAnotherLengthAreRefused() {
        Encoder shorter = new Part("short", 1);

        for (Encoder asked : List.of(shorter, queries)) {
            assertThatThrownBy(() -> new QuerySideEncoder(documents, asked, asked == shorter ? null : LONGER, true))
                    .isInstanceOfSatisfying(VizslaException.class, e -> {
                        assertThat(e.code()).isEqualTo(ErrorCode.SPACE_MISMATCH);
                        assertThat(e.detail()).contains(asked.card().name(), "documents");
                    });
        }
    }

    @Test
    void closingItLeavesItsPartsOpen() {
        new QuerySideEncoder(documents, queries, null, true).close();

        assertThat(documents.closed || queries.closed).isFalse();
    }

    private static EncodingInput query(String text) {
        return EncodingInput.query(text);
    }

    private static EncodingInput passage(String text) {
        return EncodingInput.passage(text);
    }

    /** Gives a text {@code (1 or 2, its length)}, and as many tokens as it has letters. */
    private static final class Part implements Encoder {

        private final Tokenizer tokenizer = text -> List.of();
        private final ModelCard card;
        private final List<String> read = new ArrayList<>();
        private boolean closed;

        Part(String name, int dimension) {
            this(name, dimension, name + "@1");
        }

        private Part(String name, int dimension, String space) {
            boolean reads = name.equals("queries");
            DemonstrationBlend blend = reads ? null : DemonstrationBlend.NONE;
            card = new ModelCard(name, "1", new Space(space), dimension, 1, 16, "en", reads, blend, List.of(1), true);
        }

        @Override
        public EncodedBatch encode(List<EncodingInput> inputs) {
            float[][] dense = new float[inputs.size()][];
            int[] counts = new int[inputs.size()];
            List<TokenVectors> tokens = new ArrayList<>();
            for (int i = 0; i < dense.length; i++) {
                read.add(inputs.get(i).text());
                counts[i] = inputs.get(i).text().length();
                dense[i] = new float[] {card.name().equals("queries") ? 2 : 1, counts[i]};
                tokens.add(new TokenVectors(counts[i], 1, new byte[counts[i]], new float[counts[i]]));
            }
            return new EncodedBatch(dense, tokens, counts);
        }

        @Override
        public Encoder as(Purpose purpose) {
            return purpose == Purpose.TOOL ? new Part(card.name(), 2, card.space() + "/tool") : this;
        }

        @Override
        public PromptedText prompted(EncodingInput input) {
            return PromptedText.whole(card.name() + ": " + input.text(), 1);
        }

        @Override
        public Tokenizer tokenizer() {
            return tokenizer;
        }

        @Override
        public ModelCard card() {
            return card;
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
