package io.vizsla.trainer;

import io.vizsla.api.encoding.EncodingInput;
import io.vizsla.encoding.EncoderOptions;
import io.vizsla.encoding.OnnxBiEncoder;
import io.vizsla.encoding.PrecisionChoice;
import io.vizsla.models.BuiltInModels;
import io.vizsla.models.ModelFolder;
import io.vizsla.refresh.data.RefreshData;
import io.vizsla.refresh.data.RefreshQuery;
import io.vizsla.refresh.job.RefreshFolder;
import io.vizsla.refresh.job.RefreshJob;
import io.vizsla.refresh.job.RefreshSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Jobs over a corpus of invented sentences, made by a seed, with the real model. */
final class SmallCorpus {

    private static final List<String> THINGS = List.of(
            "boiler",
            "ladder",
            "harbor",
            "violin",
            "glacier",
            "bakery",
            "turbine",
            "orchard",
            "library",
            "tunnel",
            "compass",
            "lantern",
            "furnace",
            "meadow",
            "satellite",
            "pottery",
            "bridge",
            "aquarium",
            "windmill",
            "museum");
    private static final List<String> DEEDS = List.of(
            "leaks",
            "rusts",
            "sings",
            "freezes",
            "collapses",
            "shines",
            "turns",
            "grows",
            "burns",
            "floats",
            "vanishes",
            "closes",
            "opens",
            "sinks",
            "rises");
    private static final List<String> CAUSES = List.of(
            "rain",
            "neglect",
            "frost",
            "an old valve",
            "bad weather",
            "the new owner",
            "a storm",
            "too much salt",
            "the night shift",
            "a wrong map",
            "cheap paint",
            "the summer heat");

    private final Random random;
    private final List<String> documents = new ArrayList<>();

    SmallCorpus(int size, long seed) {
        random = new Random(seed);
        for (int i = 0; i < size; i++) {
            documents.add("The " + of(THINGS) + " " + of(DEEDS) + " because of " + of(CAUSES) + " in house " + i + ".");
        }
    }

    private String of(List<String> words) {
        return words.get(random.nextInt(words.size()));
    }

    List<String> documents() {
        return documents;
    }

    static ModelFolder model(Path directory) {
        return BuiltInModels.ensure(directory.resolve("models"), BuiltInModels.DEFAULT);
    }

    /** A query in words that are not the document's own. */
    RefreshQuery about(int document, int number) {
        String[] words = documents.get(document).split(" ");
        return query(
                "what happened to the " + words[1] + " of number " + words[words.length - 1].replace(".", ""),
                document,
                number);
    }

    RefreshQuery query(String text, int document, int number) {
        return new RefreshQuery(
                String.format("q%03d", number),
                text,
                "",
                RefreshQuery.Origin.JUDGED,
                Map.of("d" + document, 1.0),
                new HashMap<>(),
                Map.of(),
                0.3);
    }

    RefreshFolder write(Path folder, ModelFolder model, List<RefreshQuery> queries, RefreshSettings settings) {
        PrecisionChoice full = PrecisionChoice.of("precision", "fp32");
        EncoderOptions options = EncoderOptions.defaults()
                .withPrecision(full, full)
                .withTokenVectors(false)
                .withCacheBytes(0);
        RefreshFolder job = new RefreshFolder(folder);
        try (OnnxBiEncoder encoder = OnnxBiEncoder.open(model.path(), model.manifest(), options)) {
            float[][] vectors = encoder.encode(
                            documents.stream().map(EncodingInput::passage).toList())
                    .dense();
            List<String> ids = new ArrayList<>();
            for (int i = 0; i < vectors.length; i++) {
                ids.add("d" + i);
            }
            job.write(new RefreshData(vectors, ids, queries));
            job.write(
                    "job",
                    new RefreshJob(
                            "job",
                            "docs",
                            model.path().toAbsolutePath().toString(),
                            "knowledge",
                            encoder.card().space().id(),
                            "refreshed",
                            settings,
                            Map.of()));
        }
        return job;
    }

    /** Settings that give the same bits every time. */
    static RefreshSettings exact(int epochs, double rate) {
        return RefreshSettings.DEFAULTS
                .with()
                .epochs(epochs)
                .batch(8)
                .rate(rate)
                .precision("fp32")
                .threads(1)
                .folds(2)
                .seed(7)
                .build();
    }
}
