package io.vizsla.trainer;

import io.vizsla.api.encoding.EncodingInput;
import io.vizsla.api.model.ModelManifest;
import io.vizsla.api.model.Precision;
import io.vizsla.encoding.EncoderOptions;
import io.vizsla.encoding.OnnxBiEncoder;
import io.vizsla.encoding.PrecisionChoice;
import io.vizsla.refresh.data.RefreshData;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Finds out in which precision an index was written: some of its passages are read once more in each, and the nearest to what
 * the index holds is it. What an instance is set to now says nothing of when it was written.
 *
 * @param model that wrote it
 */
record IndexPrecision(BaseModel model) {

    private static final int SAMPLE = 8;

    /** Trained graphs come in these. */
    private static final List<Precision> WRITTEN = List.of(Precision.FP32, Precision.INT8);

    PrecisionChoice of(RefreshData data) {
        ModelManifest manifest = model.folder().manifest();
        Map<Precision, Double> nearness = new EnumMap<>(Precision.class);
        for (Precision precision : WRITTEN) {
            if (manifest.graph(precision) != null) {
                nearness.put(precision, nearness(precision, data));
            }
        }
        Precision nearest = nearness.entrySet().stream()
                .max(Map.Entry.comparingByValue(Comparator.naturalOrder()))
                .map(Map.Entry::getKey)
                .orElse(Precision.FP32);
        return choice(nearest);
    }

    private static PrecisionChoice choice(Precision precision) {
        return PrecisionChoice.of("precision", precision.id());
    }

    private double nearness(Precision precision, RefreshData data) {
        EncoderOptions options = EncoderOptions.defaults()
                .withPrecision(choice(precision), choice(precision))
                .withTokenVectors(false)
                .withCacheBytes(0);
        List<EncodingInput> passages =
                data.texts().stream().limit(SAMPLE).map(EncodingInput::passage).toList();
        try (OnnxBiEncoder encoder =
                OnnxBiEncoder.open(model.folder().path(), model.folder().manifest(), options)) {
            float[][] read = encoder.as(model.purpose()).encode(passages).dense();
            return IntStream.range(0, read.length)
                    .mapToDouble(i -> Similarity.dot(read[i], data.vectors()[i]))
                    .average()
                    .orElse(0);
        }
    }
}
