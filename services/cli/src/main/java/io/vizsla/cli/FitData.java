package io.vizsla.cli;

import io.vizsla.api.collection.CollectionSpec;
import io.vizsla.api.collection.Cutting;
import io.vizsla.api.collection.OpenCollection;
import io.vizsla.api.document.FieldSchema;
import io.vizsla.api.encoding.EncodingInput;
import io.vizsla.api.passage.ChunkId;
import io.vizsla.api.passage.Hit;
import io.vizsla.api.passage.IndexQuery;
import io.vizsla.api.passage.PassageIndex;
import io.vizsla.encoding.OnnxBiEncoder;
import io.vizsla.evaluation.BeirFolder;
import io.vizsla.evaluation.Evaluator;
import io.vizsla.evaluation.ExampleSplit;
import io.vizsla.evaluation.Measure;
import io.vizsla.evaluation.Metric;
import io.vizsla.evaluation.Qrels;
import io.vizsla.evaluation.Run;
import io.vizsla.evaluation.ScoredDocument;
import io.vizsla.retrieval.PipelineOptions.DemonstrationOptions;
import io.vizsla.retrieval.example.Example;
import io.vizsla.retrieval.example.ExampleIndex;
import io.vizsla.retrieval.example.ExampleSource;
import io.vizsla.retrieval.fit.FitQuery;
import io.vizsla.retrieval.fit.FitSet;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The queries of a test set's training split, made ready to choose a blend on: with the examples and passages that a search
 * of this model finds.
 *
 * @param choose to choose it on
 * @param check to check it on
 */
record FitData(FitSet choose, FitSet check) {

    /** What rankings are compared by. */
    static final Metric METRIC = Metric.of(Measure.NDCG, 10);

    private static final int NEAR = 100;
    private static final Cutting CUTTING = new Cutting(512, 64);

    /** Indexes the corpus, unless that was done before, and searches it with the queries of a split. */
    static FitData read(BeirFolder dataset, ExampleSplit split, OnnxBiEncoder encoder, Path cache, Session session) {
        CollectionSpec spec =
                new CollectionSpec(LocalCorpus.NAME, encoder.card().name(), "en", CUTTING, FieldSchema.EMPTY, Map.of());
        // Before the index is open, and before an hour is spent on a corpus whose queries cannot be read.
        Map<String, String> texts = dataset.queries();
        OpenCollection collection = new LocalCorpus(dataset, spec, encoder, cache, session).open();
        try (PassageIndex index = collection.index();
                ExampleIndex examples =
                        SplitExamples.open(texts, split.examples(), collection, cache.resolve("examples"))) {
            Reader reader = new Reader(texts, collection, examples, index);
            return new FitData(reader.set(split.choose()), reader.set(split.check()));
        }
    }

    private record Reader(
            Map<String, String> texts, OpenCollection collection, ExampleIndex examples, PassageIndex index) {

        FitSet set(ExampleSplit.Part part) {
            return new FitSet(queries(part.repeated()), queries(part.fresh()));
        }

        private List<FitQuery> queries(Qrels judged) {
            List<FitQuery> queries = new ArrayList<>();
            judged.queries().stream()
                    .filter(texts::containsKey)
                    .forEach(id -> queries.add(query(texts.getOrDefault(id, ""), judged.of(id))));
            return queries;
        }

        private FitQuery query(String text, Map<String, Integer> grades) {
            float[] vector = collection
                    .encoder()
                    .encode(List.of(EncodingInput.query(text)))
                    .dense()[0];
            DemonstrationOptions usual = DemonstrationOptions.DEFAULTS;
            List<Example> chosen = examples.choose(
                            collection,
                            new ExampleSource.Wanted(
                                    text, vector, usual.count(), usual.diversity(), false, false, null))
                    .examples();
            Set<ChunkId> near = new HashSet<>(near(vector));
            chosen.forEach(example -> near.addAll(near(example.passageVector())));
            return FitQuery.of(vector, chosen, index.vectors(near), ranking -> quality(grades, ranking));
        }

        private List<ChunkId> near(float[] vector) {
            return index.search(IndexQuery.dense(vector, NEAR)).list().stream()
                    .map(Hit::id)
                    .toList();
        }

        private static double quality(Map<String, Integer> grades, List<String> ranking) {
            List<ScoredDocument> scored = new ArrayList<>();
            ranking.forEach(document -> scored.add(new ScoredDocument(document, -scored.size())));
            Run run = Run.builder().add("q", scored).build();
            return Evaluator.evaluate(Qrels.of(Map.of("q", grades)), run, List.of(METRIC))
                    .meanOverJudged(METRIC);
        }
    }
}
