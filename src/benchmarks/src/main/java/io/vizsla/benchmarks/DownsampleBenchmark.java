package io.vizsla.benchmarks;

import io.vizsla.api.encoding.Encoder;
import io.vizsla.api.passage.PassageIndexes;
import io.vizsla.evaluation.BeirFolder;
import io.vizsla.evaluation.BeirSubset;
import io.vizsla.evaluation.CorpusSample;
import io.vizsla.evaluation.CorpusSampler;
import io.vizsla.evaluation.Evaluator;
import io.vizsla.evaluation.KendallTau;
import io.vizsla.evaluation.Measure;
import io.vizsla.evaluation.Metric;
import io.vizsla.evaluation.Run;
import io.vizsla.evaluation.SampleNote;
import io.vizsla.evaluation.SampleOptions;
import io.vizsla.index.lucene.LuceneOptions;
import io.vizsla.index.lucene.LucenePassageIndexes;
import io.vizsla.retrieval.SearchPipeline;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.Set;

/**
 * Whether a quarter of a corpus tells the same system from the other as all of it: nDCG@10 of each way to order the
 * candidates on the corpus and on {@link CorpusSampler}'s part of it, indexed anew with the same vectors, and Kendall's
 * tau between the two. Measured with the hard negatives of all systems pooled, and with those of the two single signals
 * alone, for which the other systems are new. Beside it what the runs on the whole corpus give once documents outside
 * the sample are crossed out of them: what differs between the two comes from the statistics of the smaller index, not
 * from the documents chosen.
 *
 * <p>Arguments as {@link FusionBenchmark} takes them. The small folders stay below {@code downsampled} in the first.
 */
public final class DownsampleBenchmark {

    private static final Metric NDCG = Metric.of(Measure.NDCG, 10);
    /** Its weights follow how many documents hold a word, which a sample changes. */
    private static final String READS_RARITY = "z rarity";

    private static final List<String> SINGLE = List.of("dense", "lexical");

    private final SearchPipeline pipeline = new SearchPipeline();
    private final Path work;
    private final PassageIndexes indexes;
    private final Encoder encoder;

    private DownsampleBenchmark(Path work, PassageIndexes indexes, Encoder encoder) {
        this.work = work;
        this.indexes = indexes;
        this.encoder = encoder;
    }

    /** Runs the benchmark. */
    public static void main(String[] args) {
        Path work = Path.of(args[0]);
        try (Encoder encoder = FusionBenchmark.encoder(work, args[1])) {
            PassageIndexes indexes =
                    new LucenePassageIndexes(work.resolve("index-" + args[1].split(":")[0]), LuceneOptions.DEFAULTS);
            DownsampleBenchmark benchmark = new DownsampleBenchmark(work, indexes, encoder);
            for (int i = 2; i < args.length; i++) {
                benchmark.run(BenchmarkSet.of(args[i]));
            }
        }
    }

    private void run(BenchmarkSet set) {
        try (BeirCollection whole = BeirCollection.open(set.folder(), indexes, encoder)) {
            SequencedMap<String, Run> full = PipelineConfiguration.runs(pipeline, whole, set.queries());
            SequencedMap<String, Run> single = new LinkedHashMap<>(full);
            single.keySet().retainAll(SINGLE);
            compare(set, whole, full, full);
            compare(set, whole, full, single);
        }
    }

    private void compare(
            BenchmarkSet set, BeirCollection whole, SequencedMap<String, Run> full, SequencedMap<String, Run> pooled) {
        CorpusSample sample =
                CorpusSampler.sample(documents(set.folder()), set.qrels(), pooled, SampleOptions.DEFAULTS);
        try (BeirCollection part = BeirCollection.openPart(folder(set, sample, pooled), indexes, whole)) {
            SequencedMap<String, Run> small = PipelineConfiguration.runs(pipeline, part, set.queries());
            System.out.printf("%n%s: %s%n", set.label(), SampleNote.kept(sample));
            System.out.printf("pooled %s; %s%n", pooled.keySet(), SampleNote.pooled(sample));
            print(scores(set, full), scores(set, small), scores(set, only(sample.documents(), full)));
        }
    }

    /** A folder's name tells its documents, so that an index of other documents is never taken for its own. */
    private BeirFolder folder(BenchmarkSet set, CorpusSample sample, SequencedMap<String, Run> pooled) {
        String documents = Integer.toHexString(sample.documents().hashCode());
        Path target = work.resolve("downsampled")
                .resolve(String.join("-", set.folder().name(), set.split(), documents));
        if (Files.exists(target)) {
            return BeirFolder.open(target);
        }
        String note = SampleNote.of(set.folder(), set.split(), sample, pooled.keySet(), "benchmarks");
        return BeirSubset.write(set.folder(), set.split(), sample, target, note);
    }

    private static SequencedSet<String> documents(BeirFolder folder) {
        SequencedSet<String> ids = new LinkedHashSet<>();
        folder.forEachDocument(document -> ids.add(document.id()));
        return ids;
    }

    private static Map<String, Double> scores(BenchmarkSet set, Map<String, Run> runs) {
        Map<String, Double> scores = new LinkedHashMap<>();
        runs.forEach((name, run) -> scores.put(
                name, Evaluator.evaluate(set.qrels(), run, List.of(NDCG)).meanOverJudged(NDCG)));
        return scores;
    }

    /** Returns what is left of the runs if every document outside the sample is crossed out. */
    private static Map<String, Run> only(Set<String> documents, Map<String, Run> runs) {
        Map<String, Run> left = new LinkedHashMap<>();
        runs.forEach((name, run) -> {
            Run.Builder some = Run.builder();
            run.queries()
                    .forEach(query -> some.add(
                            query,
                            run.of(query).stream()
                                    .filter(document -> documents.contains(document.id()))
                                    .toList()));
            left.put(name, some.build());
        });
        return left;
    }

    private static void print(Map<String, Double> full, Map<String, Double> small, Map<String, Double> crossed) {
        System.out.printf("%-12s %9s %9s %11s%n", "nDCG@10", "all", "sample", "crossed out");
        full.forEach((name, score) -> System.out.printf(
                Locale.ROOT, "%-12s %9.4f %9.4f %11.4f%n", name, score, small.get(name), crossed.get(name)));
        printTau("all systems", full, small, crossed);
        full.remove(READS_RARITY);
        printTau("without " + READS_RARITY, full, small, crossed);
    }

    private static void printTau(
            String systems, Map<String, Double> full, Map<String, Double> small, Map<String, Double> crossed) {
        System.out.printf(
                Locale.ROOT,
                "Kendall's tau, %s (%d): sample %.4f, crossed out %.4f%n",
                systems,
                full.size(),
                tau(full, small),
                tau(full, crossed));
    }

    private static double tau(Map<String, Double> full, Map<String, Double> other) {
        return KendallTau.of(
                full.values().stream().mapToDouble(score -> score).toArray(),
                full.keySet().stream()
                        .mapToDouble(name -> other.getOrDefault(name, 0.0))
                        .toArray());
    }
}
