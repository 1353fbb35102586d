package io.vizsla.encoding;

import io.vizsla.api.encoding.EncodingInput;
import io.vizsla.api.model.ModelManifest;
import io.vizsla.api.model.Precision;
import java.nio.file.Path;
import java.util.List;

/**
 * Finds a model's token projection: the directions in which the unit token states of a text sample are strongest, that
 * is the leading eigenvectors of their second-moment matrix. The mean is not taken off, because dot products between
 * the states are what the projection has to keep.
 */
public final class TokenProjectionFitter {

    private static final int BATCH_TOKENS = 2048;

    private final int dimension;
    private final double[] moments;
    private long count;

    /** Starts without any state, for states of this length. */
    public TokenProjectionFitter(int dimension) {
        this.dimension = dimension;
        this.moments = new double[dimension * dimension];
    }

    /**
     * Fits a projection for a model folder.
     *
     * @param texts a few hundred paragraphs of ordinary prose
     * @param columns of the projection
     */
    public static TokenProjection fit(Path folder, ModelManifest manifest, List<String> texts, int columns) {
        TokenProjectionFitter fitter = new TokenProjectionFitter(manifest.dimension());
        try (HfTokenizer tokenizer =
                        HfTokenizer.open(folder.resolve(manifest.tokenizer().path()));
                OnnxGraph graph = BiEncoderParts.open(folder, manifest, Precision.FP32, 2, SessionDevice.CPU)) {
            PromptWriter prompts = new PromptWriter(manifest, tokenizer);
            List<Pending> tokenized = texts.stream()
                    .map(t -> Pending.of(prompts.tokenize(EncodingInput.passage(t))))
                    .toList();
            for (List<Pending> bucket : Buckets.of(tokenized, BATCH_TOKENS)) {
                fitter.add(
                        graph, TokenBatch.of(bucket.stream().map(Pending::text).toList(), manifest.padding()));
            }
        }
        return fitter.projection(columns);
    }

    private void add(OnnxGraph graph, TokenBatch batch) {
        float[] states = graph.run(batch);
        for (int row = 0; row < batch.size(); row++) {
            TokenizedText text = batch.texts().get(row);
            int first = row * batch.width() + batch.offset(row);
            for (int i = text.textFrom(); i < text.textTo(); i++) {
                add(states, first + i);
            }
        }
    }

    /** Counts a state in: row {@code row} of {@code float[..][dimension]}. */
    public void add(float[] states, int row) {
        int at = row * dimension;
        double norm = 0;
        for (int i = 0; i < dimension; i++) {
            norm += states[at + i] * states[at + i];
        }
        if (norm == 0) {
            return;
        }
        count++;
        for (int i = 0; i < dimension; i++) {
            double factor = states[at + i] / norm;
            for (int j = 0; j <= i; j++) {
                moments[i * dimension + j] += factor * states[at + j];
            }
        }
    }

    /** Returns the projection onto the strongest directions, each with its largest component positive. */
    public TokenProjection projection(int columns) {
        double[] symmetric = new double[dimension * dimension];
        for (int i = 0; i < dimension; i++) {
            for (int j = 0; j <= i; j++) {
                double moment = moments[i * dimension + j] / Math.max(1, count);
                symmetric[i * dimension + j] = moment;
                symmetric[j * dimension + i] = moment;
            }
        }
        SymmetricEigen eigen = SymmetricEigen.of(symmetric, dimension);
        float[] matrix = new float[dimension * columns];
        for (int column = 0; column < columns; column++) {
            double[] vector = eigen.vector(column);
            double sign = sign(vector);
            for (int row = 0; row < dimension; row++) {
                matrix[row * columns + column] = (float) (sign * vector[row]);
            }
        }
        return new TokenProjection(dimension, columns, matrix);
    }

    private static double sign(double[] vector) {
        double largest = 0;
        for (double v : vector) {
            largest = Math.abs(v) > Math.abs(largest) ? v : largest;
        }
        return largest < 0 ? -1 : 1;
    }
}
