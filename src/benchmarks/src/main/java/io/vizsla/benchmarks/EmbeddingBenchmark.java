package io.vizsla.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.embedding.onnx.bgesmallenv15q.BgeSmallEnV15QuantizedEmbeddingModel;
import io.vizsla.api.encoding.EncodingInput;
import io.vizsla.api.model.ModelManifest;
import io.vizsla.encoding.EncoderOptions;
import io.vizsla.encoding.OnnxBiEncoder;
import io.vizsla.encoding.PrecisionChoice;
import io.vizsla.models.BuiltInModels;
import io.vizsla.models.ModelFolder;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/**
 * How fast we encode beside LangChain4j's in-process model: same weights (bge-small-en-v1.5, int8), same texts, same
 * processors, in turns, so that whatever else the machine does hits both. Prints the ratio of each round.
 *
 * <p>Arguments: a BEIR folder, a folder for models, then optionally rounds (5), passages a round (200), queries a round
 * (200), tokens a batch.
 */
public final class EmbeddingBenchmark implements AutoCloseable {

    private static final int AT_ONCE = 16;

    private final EmbeddingModel theirs;
    private final OnnxBiEncoder ours;
    private final ExecutorService clients = Executors.newFixedThreadPool(AT_ONCE);

    /** Work that one contender does in a round. */
    @FunctionalInterface
    private interface Work {
        void run() throws Exception;
    }

    private EmbeddingBenchmark(Path models, int batchTokens) {
        ModelFolder model = BuiltInModels.ensure(models, BuiltInModels.DEFAULT);
        EncoderOptions options = EncoderOptions.defaults()
                .withPrecision(PrecisionChoice.INT8, PrecisionChoice.INT8)
                .withTokenVectors(false)
                .withCacheBytes(0);
        this.theirs = new BgeSmallEnV15QuantizedEmbeddingModel();
        this.ours = OnnxBiEncoder.open(
                model.path(),
                withoutPrompts(model.manifest()),
                batchTokens > 0 ? options.withBatchTokens(batchTokens) : options);
    }

    /** The other side knows no prompts, and both should read the same tokens. */
    private static ModelManifest withoutPrompts(ModelManifest m) {
        return new ModelManifest(
                m.name(),
                m.version(),
                m.architecture(),
                m.graphs(),
                m.tokenizer(),
                m.tokenProjection(),
                m.tokenDimension(),
                m.dimension(),
                m.maxTokens(),
                m.pooling(),
                m.normalize(),
                m.padding(),
                m.appendEos(),
                Map.of(),
                m.language(),
                m.provenance());
    }

    /** Runs the benchmark. */
    public static void main(String[] args) throws Exception {
        int rounds = number(args, 2, 5);
        List<String> passages = passages(Path.of(args[0]), number(args, 3, 200));
        List<String> queries = queries(Path.of(args[0]), number(args, 4, 200));
        try (EmbeddingBenchmark benchmark = new EmbeddingBenchmark(Path.of(args[1]), number(args, 5, 0))) {
            benchmark.compare("abstracts", rounds, passages.size(), benchmark.bulk(passages));
            benchmark.compare("queries, one at a time", rounds, queries.size(), benchmark.oneByOne(queries));
            benchmark.compare("queries, 16 at once", rounds, queries.size(), benchmark.atOnce(queries));
        }
    }

    private record Contest(Work theirs, Work ours) {}

    private Contest bulk(List<String> texts) {
        List<TextSegment> segments = texts.stream().map(TextSegment::from).toList();
        List<EncodingInput> inputs = texts.stream().map(EncodingInput::passage).toList();
        return new Contest(() -> theirs.embedAll(segments), () -> ours.encode(inputs));
    }

    private Contest oneByOne(List<String> texts) {
        return new Contest(() -> texts.forEach(theirs::embed), () -> texts.forEach(this::encode));
    }

    private Contest atOnce(List<String> texts) {
        return new Contest(
                () -> concurrently(texts, text -> theirs.embed(text)), () -> concurrently(texts, this::encode));
    }

    private void encode(String text) {
        ours.encode(List.of(EncodingInput.query(text)));
    }

    private void concurrently(List<String> texts, Consumer<String> work) throws Exception {
        List<Future<?>> done = new ArrayList<>();
        for (String text : texts) {
            done.add(clients.submit(() -> work.accept(text)));
        }
        for (Future<?> one : done) {
            one.get();
        }
    }

    private void compare(String name, int rounds, int texts, Contest contest) throws Exception {
        seconds(contest.theirs());
        seconds(contest.ours());
        double[] ratios = new double[rounds];
        double theirBest = Double.MAX_VALUE;
        double ourBest = Double.MAX_VALUE;
        for (int round = 0; round < rounds; round++) {
            double their = seconds(contest.theirs());
            double our = seconds(contest.ours());
            theirBest = Math.min(theirBest, their);
            ourBest = Math.min(ourBest, our);
            ratios[round] = their / our;
        }
        Arrays.sort(ratios);
        System.out.printf(
                Locale.ROOT,
                "%-24s ratio median %.2f, spread %.2f to %.2f; best rounds: theirs %.0f texts/s, ours %.0f texts/s%n",
                name,
                ratios[rounds / 2],
                ratios[0],
                ratios[rounds - 1],
                texts / theirBest,
                texts / ourBest);
    }

    private static double seconds(Work work) throws Exception {
        long begin = System.nanoTime();
        work.run();
        return (System.nanoTime() - begin) / 1e9;
    }

    private static List<String> passages(Path beir, int most) throws IOException {
        return read(beir.resolve("corpus.jsonl"), most);
    }

    private static List<String> queries(Path beir, int most) throws IOException {
        return read(beir.resolve("queries.jsonl"), most);
    }

    private static List<String> read(Path file, int most) throws IOException {
        ObjectMapper json = new ObjectMapper();
        List<String> texts = new ArrayList<>();
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            for (String line = lines.readLine(); line != null && texts.size() < most; line = lines.readLine()) {
                JsonNode node = json.readTree(line);
                texts.add((node.path("title").asText() + " " + node.path("text").asText()).strip());
            }
        }
        return texts;
    }

    private static int number(String[] args, int index, int absent) {
        return args.length > index ? Integer.parseInt(args[index]) : absent;
    }

    @Override
    public void close() {
        clients.shutdown();
        ours.close();
    }
}
