package io.vizsla.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vizsla.api.encoding.EncodedBatch;
import io.vizsla.api.encoding.Encoder;
import io.vizsla.api.encoding.EncodingInput;
import io.vizsla.api.encoding.ModelCard;
import io.vizsla.api.encoding.Tokenizer;
import io.vizsla.encoding.EncoderOptions;
import io.vizsla.encoding.PrecisionChoice;
import io.vizsla.evaluation.task.SymmetricForm;
import io.vizsla.evaluation.task.TaskEncoder;
import io.vizsla.evaluation.task.TaskSets;
import io.vizsla.testkit.TinyExport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model that reads a task's instruction, by a manifest written by hand, on tasks beyond search. */
class InstructModelIT {

    private static final String TOOLS =
            "Instruct: Given a user's request, retrieve the tools that are needed to fulfill it\nQuery: ";
    private static final String ALIKE = "Instruct: Retrieve semantically similar text\nQuery: ";

    @TempDir
    private Path folder;

    private Path data;

    @BeforeEach
    void writeModelAndData() throws IOException {
        data = folder.resolve("data");
        TinyExport export = TinyExport.write(folder.resolve("tiny"));
        Cli imported = Cli.run("models", "import", export.folder().toString(), "--data-dir", data.toString());
        assertThat(imported.exitCode()).as(imported.err()).isZero();
        Path manifest = data.resolve("models/tiny/model.json");
        ObjectNode json = (ObjectNode) Json.MAPPER.readTree(manifest.toFile());
        json.putObject("prompts").putObject("query").put("template", "e5-instruct");
        Files.writeString(manifest, json.toString());
        write("toollens/corpus.jsonl", """
                {"_id":"1","text":"the train to the coast"}
                {"_id":"2","text":"swim in it"}
                """);
        write("toollens/queries.jsonl", "{\"_id\":\"q\",\"text\":\"to the coast\"}\n");
        write("toollens/qrels/test.tsv", "query-id\tcorpus-id\tscore\nq\t1\t1\n");
        write("stsb-multi-mt/stsb-en-test.csv", "the train,the coast,1\nthe train,it stops,2\n");
    }

    @Test
    void theInstructionStandsBeforeQueriesOfSearchOnly() {
        assertThat(read("toollens"))
                .containsExactlyInAnyOrder(TOOLS + "to the coast", "the train to the coast", "swim in it");
    }

    @Test
    void theInstructionStandsBeforeBothSidesOfTextsThatAreAlike() {
        assertThat(read("stsb"))
                .containsExactlyInAnyOrder(ALIKE + "the train", ALIKE + "the coast", ALIKE + "it stops");
    }

    @Test
    void theCommandMeasuresIt() throws IOException {
        Cli evaluate = Cli.run(
                "models",
                "evaluate",
                "--model",
                "tiny",
                "--data",
                folder.resolve("sets").toString(),
                "--data-dir",
                data.toString(),
                "--precision",
                "fp32",
                "--json");

        assertThat(evaluate.exitCode()).as(evaluate.err()).isZero();
        JsonNode model = Json.MAPPER.readTree(evaluate.out()).at("/models/0");
        assertThat(model.at("/settings/symmetricForm").asText()).isEqualTo("instructed");
        JsonNode tools = model.at("/tasks/1");
        assertThat(tools.path("task").asText()).isEqualTo("toollens");
        assertThat(tools.at("/measures/nDCG@5")).isEqualTo(tools.at("/measures/nDCG@5 instructed"));
    }

    private Set<String> read(String task) {
        LocalModels models = new LocalModels(data.resolve("models"));
        EncoderOptions options = EncoderOptions.defaults().withPrecision(PrecisionChoice.FP32, PrecisionChoice.FP32);
        SymmetricForm form = models.symmetricForm("tiny");
        try (Writing encoder = new Writing(models.encoder("tiny", options), new ConcurrentSkipListSet<>())) {
            TaskSets.load(task, folder.resolve("sets")).measure(new TaskEncoder(encoder, form, (done, of) -> {}));
            return encoder.read();
        }
    }

    private void write(String file, String text) throws IOException {
        Path path = folder.resolve("sets").resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }

    /** Writes down what the model reads. */
    private record Writing(Encoder encoder, Set<String> read) implements Encoder {

        @Override
        public EncodedBatch encode(List<EncodingInput> inputs) {
            inputs.forEach(input -> read.add(encoder.prompted(input).text()));
            return encoder.encode(inputs);
        }

        @Override
        public Tokenizer tokenizer() {
            return encoder.tokenizer();
        }

        @Override
        public ModelCard card() {
            return encoder.card();
        }

        @Override
        public void close() {
            encoder.close();
        }
    }
}
