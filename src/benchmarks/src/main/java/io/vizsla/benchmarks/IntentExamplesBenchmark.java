package io.vizsla.benchmarks;

import io.vizsla.api.encoding.Encoder;
import io.vizsla.api.query.Demonstrations;
import io.vizsla.api.query.Mode;
import io.vizsla.api.query.Query;
import io.vizsla.evaluation.task.IntentFiles;
import io.vizsla.evaluation.task.LabeledText;
import io.vizsla.index.lucene.LuceneOptions;
import io.vizsla.index.lucene.LucenePassageIndexes;
import io.vizsla.retrieval.PipelineOptions;
import io.vizsla.retrieval.PipelineOptions.DemonstrationOptions;
import io.vizsla.retrieval.PipelineParts;
import io.vizsla.retrieval.SearchPipeline;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * What worked examples bring where utterances of the same intent are looked for: accuracy of the first hit without and with
 * examples chosen among judged queries, through the pipeline that serves, with a paired bootstrap.
 *
 * <p>Arguments: a folder for models and indexes, the precision, the folder of data sets, {@code test} or {@code dev} (a part
 * of the training split, to choose settings on), and optionally how many documents each intent has (default 10; 0 for half
 * of all utterances), how many examples are chosen and what their likeness costs.
 */
public final class IntentExamplesBenchmark {

    private static final long SEED = 7;
    private static final int DEV = 1500;

    private IntentExamplesBenchmark() {}

    /** Runs the benchmark and prints a table. */
    public static void main(String[] args) {
        Path work = Path.of(args[0]);
        Path data = Path.of(args[2]);
        boolean test = args[3].equals("test");
        int documents = args.length > 4 ? Integer.parseInt(args[4]) : 10;
        DemonstrationOptions usual = DemonstrationOptions.DEFAULTS;
        DemonstrationOptions options = new DemonstrationOptions(
                DemonstrationOptions.Usual.NONE,
                args.length > 5 ? Integer.parseInt(args[5]) : usual.count(),
                args.length > 6 ? Double.parseDouble(args[6]) : usual.diversity());
        System.out.printf(
                Locale.ROOT,
                "%s split, %s documents of each intent, %d examples, diversity %.2f, seed %d%n",
                args[3],
                documents == 0 ? "half of all utterances as" : documents,
                options.count(),
                options.diversity(),
                SEED);
        System.out.printf("%-12s %8s %8s %8s %10s %10s%n", "", "docs", "judged", "queries", "zero-shot", "examples");
        try (Encoder encoder = FusionBenchmark.encoder(work, args[1])) {
            Path banking = data.resolve("banking77");
            Path clinc = data.resolve("clinc150");
            run(
                    "banking77",
                    split(
                            IntentFiles.banking77(banking, "train"),
                            test ? IntentFiles.banking77(banking, "test") : null),
                    documents,
                    options,
                    encoder,
                    work);
            run(
                    "clinc150",
                    split(IntentFiles.clinc150(clinc, "train"), test ? IntentFiles.clinc150(clinc, "test") : null),
                    documents,
                    options,
                    encoder,
                    work);
        }
    }

    /** What is known, and what is asked. */
    private record Sides(List<LabeledText> known, List<LabeledText> asked) {}

    private static Sides split(List<LabeledText> train, @org.jspecify.annotations.Nullable List<LabeledText> test) {
        if (test != null) {
            return new Sides(train, test);
        }
        List<LabeledText> shuffled = new ArrayList<>(train);
        Collections.shuffle(shuffled, new Random(SEED));
        return new Sides(shuffled.subList(DEV, shuffled.size()), shuffled.subList(0, DEV));
    }

    private static void run(
            String name, Sides sides, int documents, DemonstrationOptions options, Encoder encoder, Path work) {
        try (IntentCollection intents = IntentCollection.build(
                sides.known(),
                documents,
                SEED,
                encoder,
                new LucenePassageIndexes(work.resolve("intents"), LuceneOptions.DEFAULTS),
                new LucenePassageIndexes(work.resolve("intents-judged"), LuceneOptions.DEFAULTS))) {
            SearchPipeline pipeline = new SearchPipeline(PipelineParts.NONE.withExamples(intents.examples()));
            PipelineOptions settings = PipelineOptions.DEFAULTS.withDemonstrations(options);
            double[] plain = hits(pipeline, settings, intents, sides.asked(), Demonstrations.NONE);
            double[] helped = hits(pipeline, settings, intents, sides.asked(), Demonstrations.AUTO);
            print(name, intents, sides, plain, helped);
        }
    }

    /** Returns 1 for each query whose first hit has its intent, else 0. */
    private static double[] hits(
            SearchPipeline pipeline,
            PipelineOptions settings,
            IntentCollection intents,
            List<LabeledText> asked,
            Demonstrations demonstrations) {
        double[] hits = new double[asked.size()];
        for (int i = 0; i < hits.length; i++) {
            Query query = Query.of(asked.get(i).text(), Mode.DENSE, 1).withDemonstrations(demonstrations);
            String first = pipeline.search(intents.collection(), query, settings)
                    .hits()
                    .list()
                    .getFirst()
                    .id()
                    .document()
                    .id();
            hits[i] = asked.get(i).label().equals(intents.intents().get(first)) ? 1 : 0;
        }
        return hits;
    }

    private static void print(String name, IntentCollection intents, Sides sides, double[] plain, double[] helped) {
        double[] differences = new double[plain.length];
        double zero = 0;
        for (int i = 0; i < plain.length; i++) {
            differences[i] = helped[i] - plain[i];
            zero += plain[i] / plain.length;
        }
        MeanBootstrap.Result result = MeanBootstrap.DEFAULT.of(List.of(differences));
        System.out.printf(
                Locale.ROOT,
                "%-12s %8d %8d %8d %10.4f %10.4f   %+.4f [%+.4f, %+.4f] p %.4f%n",
                name,
                intents.intents().size(),
                sides.known().size() - intents.intents().size(),
                plain.length,
                zero,
                zero + result.difference(),
                result.difference(),
                result.low(),
                result.high(),
                result.p());
    }
}
