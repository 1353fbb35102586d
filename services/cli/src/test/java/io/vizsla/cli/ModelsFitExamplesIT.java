package io.vizsla.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.vizsla.testkit.TinyExport;
import io.vizsla.testkit.TinyOnnx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Blends that are chosen for an imported model, with ONNX Runtime and Lucene. */
class ModelsFitExamplesIT {

    private static final int DOCUMENTS = 60;
    private static final List<String> WORDS = List.of("the", "train", "coast", "stops");

    @TempDir
    private Path folder;

    private Path dataset;

    @BeforeEach
    void importModel() throws IOException {
        int tokens = 20 + 2 * DOCUMENTS;
        TinyExport export = TinyExport.write(folder.resolve("tiny"))
                .text("tokenizer.json", TinyExport.tokenizer(tokens))
                .graph("onnx/model.onnx", TinyOnnx.of(tokens, TinyExport.DIMENSION));
        dataset = dataset(folder.resolve("set"));
        models("import", export.folder().toString(), "--precision", "fp32");
        models("import", export.folder().toString(), "--precision", "fp32", "--name", "icl", "--template", "bge-icl");
    }

    @Test
    void writesWhatHoldsIntoTheManifest() throws IOException {
        assertThat(manifest().at("/demonstrations/share").asDouble(-1)).isZero();

        Cli dry = models("fit-examples", "tiny", dataset.toString(), "--dry-run");
        assertThat(dry.exitCode()).as(dry.err()).isZero();
        assertThat(dry.out()).contains("--dry-run");
        assertThat(manifest().at("/demonstrations/share").asDouble()).isZero();

        Cli fitted = models("fit-examples", "tiny", dataset.toString());

        assertThat(fitted.exitCode()).as(fitted.err()).isZero();
        assertThat(fitted.out())
                .contains("Chosen on set:train, nDCG@10 without examples: asked before")
                .containsPattern("SHARE +TEMPERATURE +FROM +FULL +ASKED BEFORE +NEW")
                .containsPattern("0\\.[0-9] .* best")
                .contains("On queries that nothing was chosen on: asked before +", "Written into the manifest of tiny");
        assertThat(manifest().at("/demonstrations/share").asDouble()).isPositive();
        assertThat(manifest().at("/demonstrations/full").isNumber()).isTrue();
        assertThat(manifest().at("/provenance/demonstrations").asText()).isEqualTo("set:train");
        assertThat(models("verify", "tiny").out()).contains("sound");
    }

    @Test
    void theCurveIsThereForPrograms() throws IOException {
        Cli fitted = models("fit-examples", "tiny", dataset.toString(), dataset.toString(), "--dry-run", "--json");

        JsonNode json = Json.MAPPER.readTree(fitted.out());
        assertThat(json.path("curve")).hasSize(9);
        assertThat(json.at("/best/askedBefore").asDouble()).isPositive();
        assertThat(json.at("/check/askedBefore/low").asDouble()).isPositive();
        assertThat(json.at("/check/new/queries").asInt()).isPositive();
        assertThat(json.path("written").asBoolean()).isFalse();
        assertThat(json.path("chosenOn").asText()).isEqualTo("set:train, set:train");
    }

    @Test
    void refusesTestSplitsSetsThatHangTogetherAndModelsThatReadExamples() throws IOException {
        Cli test = models("fit-examples", "tiny", dataset.toString(), "--split", "test");
        Cli icl = models("fit-examples", "icl", dataset.toString());
        Cli small = models(
                "fit-examples", "tiny", Datasets.tiny(folder.resolve("small")).toString(), "--split", "dev");
        Files.move(folder.resolve("small/qrels/test.tsv"), folder.resolve("small/qrels/dev.tsv"));
        Cli linked = models("fit-examples", "tiny", folder.resolve("small").toString(), "--split", "dev");

        assertThat(test.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(test.err()).contains("--split = test");
        assertThat(icl.err()).contains("icl reads examples in its prompt");
        assertThat(small.err()).contains("no split \"dev\"");
        assertThat(linked.err()).contains("without a document in common", "at least 20");
        assertThat(models("fit-examples", "none", dataset.toString()).err()).contains("none", "tiny");
        assertThat(models("fit-examples", "tiny").exitCode()).isEqualTo(ExitCode.USAGE);
    }

    /** Nothing but an example tells which document answers a query: the two have no word in common. */
    private static Path dataset(Path set) throws IOException {
        StringBuilder corpus = new StringBuilder();
        StringBuilder queries = new StringBuilder();
        StringBuilder qrels = new StringBuilder("query-id\tcorpus-id\tscore\n");
        for (int i = 0; i < DOCUMENTS; i++) {
            corpus.append("{\"_id\":\"d%d\",\"text\":\"w%d\"}\n".formatted(i, 20 + i));
            for (String word : WORDS) {
                queries.append(
                        "{\"_id\":\"q%d%s\",\"text\":\"w%d %s\"}\n".formatted(i, word, 20 + DOCUMENTS + i, word));
                qrels.append("q%d%s\td%d\t1\n".formatted(i, word, i));
            }
        }
        Files.createDirectories(set.resolve("qrels"));
        Files.writeString(set.resolve("corpus.jsonl"), corpus);
        Files.writeString(set.resolve("queries.jsonl"), queries);
        Files.writeString(set.resolve("qrels/train.tsv"), qrels);
        return set;
    }

    private JsonNode manifest() throws IOException {
        return Json.MAPPER.readTree(models("show", "tiny").out());
    }

    private Cli models(String... args) {
        return Cli.run(Stream.of(
                        Stream.of("models"),
                        Stream.of(args),
                        Stream.of("--data-dir", folder.resolve("data").toString()))
                .flatMap(all -> all)
                .toArray(String[]::new));
    }
}
