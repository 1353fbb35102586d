package io.vizsla.retrieval;

import io.vizsla.api.encoding.Demonstration;
import io.vizsla.api.encoding.DemonstrationBlend;
import io.vizsla.api.encoding.EncodedBatch;
import io.vizsla.api.encoding.Encoder;
import io.vizsla.api.encoding.EncodingInput;
import io.vizsla.api.encoding.Instruction;
import io.vizsla.api.encoding.Role;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Encodes queries with worked examples as a search does: read by models that read them, as vectors for others. */
public final class ExampleEncoding {

    private ExampleEncoding() {}

    /**
     * Returns the vectors of queries, {@code float[inputs][d]}.
     *
     * @param inputs whose own demonstrations do not count
     * @param examples for all of them
     */
    public static EncodedBatch encode(Encoder encoder, List<EncodingInput> inputs, List<Demonstration> examples) {
        DemonstrationBlend blend = encoder.card().blend();
        if (examples.isEmpty() || blend == null) {
            return encoder.encode(
                    inputs.stream().map(input -> with(input, examples)).toList());
        }
        EncodedBatch plain = encoder.encode(
                inputs.stream().map(input -> with(input, List.of())).toList());
        if (blend.share() == 0) {
            return plain;
        }
        Vectors vectors = vectors(
                encoder, inputs.isEmpty() ? Instruction.NONE : inputs.getFirst().instruction(), examples);
        float[][] mixed = Arrays.stream(plain.dense())
                .map(vector -> ExampleMix.mix(
                        vector, ExampleMix.cosines(vector, vectors.queries()), vectors.passages(), blend))
                .toArray(float[][]::new);
        return new EncodedBatch(mixed, plain.tokens(), plain.tokenCounts());
    }

    /** Encodes the two sides of examples, their queries as the query itself is read. */
    static Vectors vectors(Encoder encoder, Instruction instruction, List<Demonstration> examples) {
        List<EncodingInput> inputs = new ArrayList<>(2 * examples.size());
        examples.forEach(example -> inputs.add(new EncodingInput(example.query(), Role.QUERY, instruction, List.of())));
        examples.forEach(example -> inputs.add(EncodingInput.passage(example.passage())));
        float[][] encoded = encoder.encode(inputs).dense();
        return new Vectors(
                Arrays.copyOf(encoded, examples.size()), Arrays.copyOfRange(encoded, examples.size(), encoded.length));
    }

    private static EncodingInput with(EncodingInput input, List<Demonstration> examples) {
        return new EncodingInput(input.text(), input.role(), input.instruction(), examples);
    }

    /**
     * The two sides of examples.
     *
     * @param queries {@code float[n][d]}
     * @param passages {@code float[n][d]}
     */
    record Vectors(float[][] queries, float[][] passages) {}
}
