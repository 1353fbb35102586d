package io.vizsla.cli;

import io.vizsla.api.encoding.EncodedBatch;
import io.vizsla.api.encoding.EncodingInput;
import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import io.vizsla.api.model.Architecture;
import io.vizsla.api.model.ModelManifest;
import io.vizsla.api.model.Precision;
import io.vizsla.encoding.EncoderOptions;
import io.vizsla.encoding.OnnxBiEncoder;
import io.vizsla.encoding.OnnxCrossEncoder;
import io.vizsla.encoding.PrecisionChoice;
import io.vizsla.models.ModelFolder;
import io.vizsla.models.imports.ModelImport;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Opens a model as an instance would and lets each of its graphs read a few sentences. Refuses vectors that are not
 * numbers, and those that change when another text goes through the model beside theirs.
 */
final class ModelTrial implements ModelImport.Trial {

    private static final String SENTENCE = "The train to the coast leaves at noon.";
    private static final String LONGER = "It stops in every village on its way, so that people can get off for a swim.";

    /** Batches of 8 bits are quantized together, so their vectors differ a little. */
    private static final double SAME_EXACT = 0.999;

    private static final double SAME_SMALL = 0.9;

    private final List<String> notices = new ArrayList<>();
    private final List<String> outcomes = new ArrayList<>();
    private float @Nullable [] first;

    @Override
    public void accept(ModelFolder draft) {
        for (Precision precision : new TreeSet<>(draft.manifest().graphs().keySet())) {
            PrecisionChoice choice = PrecisionChoice.of("precision", precision.id());
            EncoderOptions options =
                    EncoderOptions.defaults().withThreads(1).withCacheBytes(0).withPrecision(choice, choice);
            if (draft.manifest().architecture() == Architecture.CROSS_ENCODER) {
                score(draft, precision, options);
            } else {
                encode(draft, precision, options);
            }
        }
    }

    /** Returns what came of it, in one line. */
    String outcome() {
        return String.join("; ", outcomes);
    }

    /** Returns what whoever uses the model should know, a sentence each. */
    List<String> notices() {
        return List.copyOf(notices);
    }

    private void score(ModelFolder draft, Precision precision, EncoderOptions options) {
        try (OnnxCrossEncoder encoder = OnnxCrossEncoder.open(draft.path(), draft.manifest(), options)) {
            double[] scores = encoder.score(SENTENCE, List.of(SENTENCE, LONGER));
            check(Double.isFinite(scores[0]) && Double.isFinite(scores[1]), precision, "a score that is a number");
            outcomes.add(precision.id() + " scores a pair");
        }
    }

    private void encode(ModelFolder draft, Precision precision, EncoderOptions options) {
        try (OnnxBiEncoder encoder = OnnxBiEncoder.open(draft.path(), draft.manifest(), options)) {
            EncodedBatch query = encoder.encode(List.of(EncodingInput.query(SENTENCE)));
            EncodingInput passage = EncodingInput.passage(SENTENCE);
            float[] alone = encoder.encode(List.of(passage)).dense()[0];
            float[] beside = encoder.encode(List.of(passage, EncodingInput.passage(LONGER)))
                    .dense()[0];
            check(alone.length == draft.manifest().dimension() && isVector(alone), precision, "a vector of numbers");
            checkPadding(draft.manifest(), precision, cosine(alone, beside));
            outcomes.add(
                    precision.id() + " encodes a query of " + query.tokenCounts()[0] + " tokens" + compared(alone));
        }
    }

    private String compared(float[] vector) {
        if (first == null) {
            first = vector;
            return "";
        }
        double cosine = cosine(first, vector);
        if (cosine < SAME_SMALL) {
            notices.add(String.format(
                    Locale.ROOT,
                    "the graphs disagree on this processor, cosine %.3f: the smaller one is not used unless a setting says so",
                    cosine));
        }
        return String.format(Locale.ROOT, ", cosine %.4f to the first", cosine);
    }

    private static void checkPadding(ModelManifest manifest, Precision precision, double cosine) {
        double least = precision == Precision.FP32 ? SAME_EXACT : SAME_SMALL;
        if (cosine < least) {
            throw VizslaException.of(
                    ErrorCode.INVALID_MODEL,
                    String.format(
                            Locale.ROOT,
                            "the %s graph gives a text another vector when a longer one is beside it, cosine %.4f: it does"
                                    + " not read attention_mask, or not with padding on the %s",
                            precision.id(),
                            cosine,
                            manifest.padding().id()));
        }
    }

    private static boolean isVector(float[] vector) {
        double sum = 0;
        for (float value : vector) {
            sum += (double) value * value;
        }
        return Double.isFinite(sum) && sum > 0;
    }

    private static void check(boolean holds, Precision precision, String bound) {
        if (!holds) {
            throw VizslaException.of(
                    ErrorCode.INVALID_MODEL, "the " + precision.id() + " graph does not give " + bound);
        }
    }

    private static double cosine(float[] a, float[] b) {
        double dot = 0;
        double aa = 0;
        double bb = 0;
        for (int i = 0; i < a.length; i++) {
            dot += (double) a[i] * b[i];
            aa += (double) a[i] * a[i];
            bb += (double) b[i] * b[i];
        }
        return dot / Math.sqrt(aa * bb);
    }
}
