package io.vizsla.cli;

import io.vizsla.api.collection.CollectionSpec;
import io.vizsla.api.collection.OpenCollection;
import io.vizsla.api.encoding.Role;
import io.vizsla.api.passage.PassageIndex;
import io.vizsla.api.query.Mode;
import io.vizsla.api.query.Query;
import io.vizsla.encoding.OnnxBiEncoder;
import io.vizsla.encoding.OnnxCrossEncoder;
import io.vizsla.evaluation.BeirFolder;
import io.vizsla.evaluation.DocumentRanking;
import io.vizsla.evaluation.ScoredDocument;
import io.vizsla.retrieval.PipelineOptions;
import io.vizsla.retrieval.PipelineParts;
import io.vizsla.retrieval.SearchPipeline;
import io.vizsla.retrieval.SearchResult;
import io.vizsla.retrieval.example.ExampleIndex;
import io.vizsla.retrieval.example.ExampleSource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Searches a test set in this process, by the same classes that serve. */
final class LocalRanker implements Ranker {

    private final OpenCollection collection;
    private final OnnxBiEncoder encoder;
    private final @Nullable OnnxCrossEncoder reranker;
    private final @Nullable ExampleIndex examples;
    private final SearchPipeline pipeline;
    private final PipelineOptions options;
    private final QueryWording wording;
    private final Mode mode;

    private LocalRanker(
            OpenCollection collection,
            OnnxBiEncoder encoder,
            @Nullable OnnxCrossEncoder reranker,
            @Nullable ExampleIndex examples,
            QueryWording wording,
            Mode mode) {
        this.collection = collection;
        this.encoder = encoder;
        this.reranker = reranker;
        this.examples = examples;
        this.wording = wording;
        this.pipeline = new SearchPipeline(
                PipelineParts.with(reranker).withExamples(examples == null ? ExampleSource.NONE : examples));
        this.options = onePerDocument(PipelineOptions.of(collection.spec().pipeline()));
        this.mode = mode;
        pipeline.check(options);
    }

    /** Opens models and index, indexing the corpus if that was not done before. */
    static LocalRanker open(
            LocalSettings settings,
            LocalModels models,
            BeirFolder dataset,
            QueryWording wording,
            Mode mode,
            Path cache,
            Session session) {
        CollectionSpec spec = settings.collection(LocalCorpus.NAME);
        PipelineOptions.of(spec.pipeline());
        OnnxBiEncoder encoder = models.encoder(settings.model(), settings.encoder());
        @Nullable OnnxCrossEncoder reranker = null;
        try {
            wording.check(encoder.card());
            reranker = settings.reranker()
                    .map(name -> models.crossEncoder(name, settings.encoder()))
                    .orElse(null);
            LocalCorpus corpus = new LocalCorpus(dataset, spec, encoder, cache, session);
            OpenCollection open = corpus.open();
            String split = wording.examplesSplit();
            ExampleIndex examples =
                    split == null ? null : SplitExamples.open(dataset, split, open, cache.resolve("examples"));
            return new LocalRanker(open, encoder, reranker, examples, wording, mode);
        } catch (RuntimeException failed) {
            encoder.close();
            if (reranker != null) {
                reranker.close();
            }
            throw failed;
        }
    }

    /** A document counts once, so its other chunks would only take places from others. */
    private static PipelineOptions onePerDocument(PipelineOptions options) {
        return options.withSelect(new PipelineOptions.SelectOptions(1));
    }

    @Override
    public Ranking rank(String query, int depth) {
        Query request =
                new Query(query, mode, depth, wording.instruction(), wording.local(), null, 0, reranker != null, false);
        long start = System.nanoTime();
        SearchResult result = pipeline.search(collection, request, options);
        Duration time = Duration.ofNanos(System.nanoTime() - start);
        List<ScoredDocument> documents = DocumentRanking.of(result.hits());
        return new Ranking(documents.subList(0, Math.min(depth, documents.size())), time);
    }

    @Override
    public String system() {
        return "in process";
    }

    @Override
    public String model() {
        return encoder.card().name();
    }

    @Override
    public Map<String, Object> settings() {
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("mode", mode.id());
        settings.put("queries", encoder.precision(Role.QUERY).id());
        settings.put("passages", encoder.precision(Role.PASSAGE).id());
        settings.put("maxTokens", collection.spec().cutting().maxTokens());
        settings.put("overlap", collection.spec().cutting().overlap());
        settings.put("language", collection.spec().language());
        settings.put("pipeline", collection.spec().pipeline());
        wording.tell(settings);
        if (reranker != null) {
            settings.put("reranker", reranker.name());
        }
        return settings;
    }

    @Override
    public void close() {
        try (PassageIndex index = collection.index();
                encoder;
                reranker;
                examples) {
            // Closed in the reverse order: the index last.
        }
    }
}
