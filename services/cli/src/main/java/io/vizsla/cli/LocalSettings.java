package io.vizsla.cli;

import com.fasterxml.jackson.core.type.TypeReference;
import io.vizsla.api.collection.CollectionSpec;
import io.vizsla.api.collection.Cutting;
import io.vizsla.api.document.FieldSchema;
import io.vizsla.api.query.Mode;
import io.vizsla.encoding.EncoderOptions;
import io.vizsla.encoding.PrecisionChoice;
import io.vizsla.evaluation.BeirFolder;
import io.vizsla.models.BuiltInModels;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How a test set is indexed and searched in this process. */
final class LocalSettings {

    private static final TypeReference<Map<String, @Nullable Object>> MAP = new TypeReference<>() {};

    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            description = "Where models, indexes and results are kept (default: data, beside the launcher).")
    private @Nullable Path dataDir;

    @Option(
            names = "--model",
            paramLabel = "NAME",
            description = "Embedding model (default: " + BuiltInModels.DEFAULT + ").")
    private String model = BuiltInModels.DEFAULT;

    @Option(names = "--reranker", paramLabel = "NAME", description = "A cross-encoder to rerank with (default: none).")
    private @Nullable String reranker;

    @Option(
            names = "--precision",
            paramLabel = "P",
            description = "fp32, fp16, bf16, int8 or auto (default), for both sides.")
    private String precision = "auto";

    @Option(names = "--query-precision", paramLabel = "P", description = "As --precision, for queries alone.")
    private @Nullable String queryPrecision;

    @Option(names = "--passage-precision", paramLabel = "P", description = "As --precision, for passages alone.")
    private @Nullable String passagePrecision;

    @Option(names = "--language", paramLabel = "TAG", description = "Language of the corpus (default: en).")
    private String language = "en";

    @Option(names = "--max-tokens", paramLabel = "N", description = "The most tokens of a chunk (default: 512).")
    private int maxTokens = 512;

    @Option(
            names = "--overlap",
            paramLabel = "N",
            description = "Tokens that a chunk repeats of the one before it (default: 64).")
    private int overlap = 64;

    @Option(
            names = "--pipeline",
            paramLabel = "JSON",
            description = "Settings of the query pipeline, such as '{\"fusion\":{\"method\":\"rrf\"}}'.")
    private String pipeline = "{}";

    /** Returns the data folder. */
    Path dataDir(Session session) {
        return dataDir == null
                ? session.defaultDataDir()
                : dataDir.toAbsolutePath().normalize();
    }

    /** Indexes the corpus, unless that was done before, and opens it. */
    Ranker open(Session session, BeirFolder dataset, String mode, QueryWording wording) {
        LocalModels models = new LocalModels(dataDir(session).resolve("models"));
        return LocalRanker.open(
                this,
                models,
                dataset,
                wording,
                Mode.of(mode).orElseThrow(),
                dataDir(session).resolve("evaluation"),
                session);
    }

    String model() {
        return model;
    }

    Optional<String> reranker() {
        return Optional.ofNullable(reranker);
    }

    EncoderOptions encoder() {
        return EncoderOptions.defaults()
                .withPrecision(
                        choice("--query-precision", queryPrecision), choice("--passage-precision", passagePrecision));
    }

    /** Returns the definition of the collection that stands for the test set. */
    CollectionSpec collection(String name) {
        Map<String, @Nullable Object> settings = Json.MAPPER.convertValue(Json.parse("--pipeline", pipeline), MAP);
        return new CollectionSpec(name, model, language, new Cutting(maxTokens, overlap), FieldSchema.EMPTY, settings);
    }

    private PrecisionChoice choice(String option, @Nullable String own) {
        return own == null ? PrecisionChoice.of("--precision", precision) : PrecisionChoice.of(option, own);
    }
}
