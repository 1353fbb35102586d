package io.vizsla.trainer;

import io.vizsla.api.encoding.EncodingInput;
import io.vizsla.api.encoding.Instruction;
import io.vizsla.api.encoding.Purpose;
import io.vizsla.api.encoding.Role;
import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import io.vizsla.api.model.ModelFile;
import io.vizsla.api.model.Precision;
import io.vizsla.encoding.EncoderOptions;
import io.vizsla.encoding.OnnxBiEncoder;
import io.vizsla.encoding.PrecisionChoice;
import io.vizsla.encoding.VocabularyWords;
import io.vizsla.models.ModelFolder;
import io.vizsla.refresh.data.RefreshQuery;
import io.vizsla.training.encoder.EncoderForm;
import io.vizsla.training.encoder.TrainableEncoder;
import io.vizsla.training.graph.ComputeDevice;
import io.vizsla.training.graph.DifferentiableGraph;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** The model that is refreshed: as it serves, and as it can be trained. */
final class BaseModel implements AutoCloseable {

    /** Where the instance says what computes. */
    private static final String DEVICE = "vizsla.trainer.device";

    /** What the usual exports call the states of their tokens. */
    private static final String STATES = "last_hidden_state";

    private final ModelFolder folder;
    private final Purpose purpose;
    private final OnnxBiEncoder encoder;

    private BaseModel(ModelFolder folder, Purpose purpose, OnnxBiEncoder encoder) {
        this.folder = folder;
        this.purpose = purpose;
        this.encoder = encoder;
    }

    static BaseModel open(Path path, Purpose purpose, int threads) {
        ModelFolder folder = ModelFolder.open(path);
        if (folder.manifest().graph(Precision.FP32) == null) {
            throw VizslaException.field(
                    ErrorCode.INVALID_MODEL,
                    "graphs",
                    folder.manifest().graphs().keySet(),
                    "with one in fp32, which alone can be trained");
        }
        PrecisionChoice full = PrecisionChoice.of("precision", "fp32");
        EncoderOptions options = EncoderOptions.defaults()
                .withPrecision(full, full)
                .withThreads(threads)
                .withTokenVectors(false)
                .withCacheBytes(0);
        return new BaseModel(folder, purpose, OnnxBiEncoder.open(path, folder.manifest(), options));
    }

    /** Returns a model over an encoder, which it closes. */
    static BaseModel over(ModelFolder folder, Purpose purpose, OnnxBiEncoder encoder) {
        return new BaseModel(folder, purpose, encoder);
    }

    Purpose purpose() {
        return purpose;
    }

    ModelFolder folder() {
        return folder;
    }

    /** Returns the ids that serving reads for a query. */
    int[] tokens(RefreshQuery query) {
        return encoder.tokenIds(input(query), purpose);
    }

    /**
     * Returns the ids that serving reads for a passage, cut; the last one, which ends a text, stays.
     *
     * @param most how many, at least 2
     */
    int[] passageTokens(String text, int most) {
        int[] all = encoder.tokenIds(EncodingInput.passage(text), purpose);
        if (all.length <= most) {
            return all;
        }
        int[] cut = Arrays.copyOf(all, most);
        cut[most - 1] = all[all.length - 1];
        return cut;
    }

    /** Returns the vectors that serving computes, {@code float[queries][dimension]}. */
    float[][] vectors(List<RefreshQuery> queries) {
        return encoder.as(purpose)
                .encode(queries.stream().map(BaseModel::input).toList())
                .dense();
    }

    /** Returns the whole words that the model's tokenizer knows, from the frequent ones to the rare ones. */
    List<String> words() {
        return VocabularyWords.read(folder.resolve(folder.manifest().tokenizer()));
    }

    /** Returns the ids that serving reads for queries without an instruction. */
    List<int[]> queryTokens(List<String> texts) {
        return texts.stream()
                .map(text -> encoder.tokenIds(EncodingInput.query(text), purpose))
                .toList();
    }

    /** Returns the vectors that serving computes for queries without an instruction. */
    float[][] queryVectors(List<String> texts) {
        return encoder.as(purpose)
                .encode(texts.stream().map(EncodingInput::query).toList())
                .dense();
    }

    private static EncodingInput input(RefreshQuery query) {
        return new EncodingInput(query.text(), Role.QUERY, new Instruction(query.instruction()), List.of());
    }

    /** Returns what moves weights here. */
    static ComputeDevice device() {
        return ComputeDevice.of(DEVICE, System.getProperty(DEVICE, "auto"));
    }

    /** Returns the model with weights that can be moved; belongs to the caller. */
    TrainableEncoder trainable(io.vizsla.training.graph.Precision precision) {
        ModelFile graph = java.util.Objects.requireNonNull(folder.manifest().graph(Precision.FP32));
        String output =
                folder.manifest().output() == null ? STATES : folder.manifest().output();
        try {
            return new TrainableEncoder(
                    DifferentiableGraph.open(folder.resolve(graph), precision, device()),
                    EncoderForm.of(folder.manifest(), output));
        } catch (IOException unreadable) {
            throw VizslaException.of(
                    ErrorCode.INVALID_MODEL, "the graph cannot be read: " + unreadable.getMessage(), unreadable);
        }
    }

    @Override
    public void close() {
        encoder.close();
    }
}
