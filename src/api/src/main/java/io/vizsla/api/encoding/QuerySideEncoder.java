package io.vizsla.api.encoding;

import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Two models as one encoder: passages are read by the model that made the index, queries by another one whose vectors lie
 * in the same space, if need be after a map (asymmetric encoding). Safe for any number of threads, like its parts, which
 * stay their owners': closing this does nothing.
 */
public final class QuerySideEncoder implements Encoder {

    private final Encoder documents;
    private final Encoder queries;
    private final @Nullable AffineMap map;
    private final boolean keepsTokens;
    private final ModelCard card;

    /**
     * Puts one model's query side before another one's passages. That the two belong together is the caller's to know;
     * only their dimensions are checked.
     *
     * @param documents reads passages and decides how texts are cut
     * @param queries reads queries
     * @param map from the space of {@code queries} into that of {@code documents}, null where it is the same
     * @param keepsTokens whether the queries' token vectors may be compared with those of the passages; if not, queries
     *     have none
     * @throws VizslaException {@code SPACE_MISMATCH} naming the dimensions if the queries' vectors are not as long as the
     *     passages'
     */
    public QuerySideEncoder(Encoder documents, Encoder queries, @Nullable AffineMap map, boolean keepsTokens) {
        this.documents = documents;
        this.queries = queries;
        this.map = map;
        this.keepsTokens = keepsTokens;
        this.card = card(documents.card(), queries.card());
        checkDimensions();
    }

    private void checkDimensions() {
        int read = queries.card().dimension();
        int made = map == null ? read : map.outputs();
        if (map != null && map.inputs() != read || made != card.dimension()) {
            throw VizslaException.field(
                    ErrorCode.SPACE_MISMATCH,
                    "dimension",
                    (map == null ? "" : map.inputs() + " mapped to ") + made + " of "
                            + queries.card().name() + " with " + read,
                    card.dimension() + ", that of " + card.name());
        }
    }

    @Override
    public EncodedBatch encode(List<EncodingInput> inputs) {
        EncodedBatch read = documents.encode(ofRole(Role.PASSAGE, inputs));
        EncodedBatch asked = mapped(queries.encode(ofRole(Role.QUERY, inputs)));
        float[][] dense = new float[inputs.size()][];
        int[] counts = new int[inputs.size()];
        List<TokenVectors> tokens = new ArrayList<>();
        int asks = 0;
        for (int i = 0; i < dense.length; i++) {
            boolean asking = inputs.get(i).role() == Role.QUERY;
            EncodedBatch from = asking ? asked : read;
            int at = asking ? asks++ : i - asks;
            dense[i] = from.dense()[at];
            counts[i] = from.tokenCounts()[at];
            if (!from.tokens().isEmpty()) {
                tokens.add(from.tokens().get(at));
            }
        }
        // A batch has token vectors of all its texts or of none.
        return new EncodedBatch(dense, tokens.size() == dense.length ? tokens : List.of(), counts);
    }

    private static List<EncodingInput> ofRole(Role role, List<EncodingInput> inputs) {
        return inputs.stream().filter(input -> input.role() == role).toList();
    }

    private EncodedBatch mapped(EncodedBatch batch) {
        float[][] dense = batch.dense();
        if (map != null) {
            dense = new float[dense.length][];
            for (int i = 0; i < dense.length; i++) {
                dense[i] = map.apply(batch.dense()[i]);
            }
        }
        return new EncodedBatch(dense, keepsTokens ? batch.tokens() : List.of(), batch.tokenCounts());
    }

    @Override
    public PromptedText prompted(EncodingInput input) {
        return input.role() == Role.QUERY ? queries.prompted(input) : documents.prompted(input);
    }

    /** Where a purpose has a space of its own, in which these queries do not lie, the documents' model reads both sides. */
    @Override
    public Encoder as(Purpose purpose) {
        Encoder other = documents.as(purpose);
        return other.card().space().equals(card.space())
                ? new QuerySideEncoder(other, queries.as(purpose), map, keepsTokens)
                : other;
    }

    /** Returns the tokenizer of the model that reads passages. */
    @Override
    public Tokenizer tokenizer() {
        return documents.tokenizer();
    }

    /** Returns the card of the model that made the index, with what its queries may bring as the other model reads them. */
    @Override
    public ModelCard card() {
        return card;
    }

    @Override
    public ModelCard queryCard() {
        return queries.card();
    }

    private static ModelCard card(ModelCard documents, ModelCard queries) {
        return new ModelCard(
                documents.name(),
                documents.version(),
                documents.space(),
                documents.dimension(),
                documents.tokenDimension(),
                documents.maxTokens(),
                documents.language(),
                queries.readsInstructions(),
                queries.blend(),
                documents.truncations(),
                documents.normalized());
    }

    @Override
    public void close() {
        // The parts belong to whoever opened them.
    }
}
