package io.vizsla.encoding;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * One ONNX Runtime session. Checked at opening: a graph that needs inputs which we cannot give, or lacks the output that
 * we look for, is refused with the names that it does have. Safe for any number of threads.
 */
final class OnnxGraph implements AutoCloseable {

    /** One thread for each processor, kept there and awake during a run. */
    static final int ALL_PROCESSORS = 0;

    private static final Set<String> KNOWN = Set.of("input_ids", "attention_mask", "token_type_ids", "position_ids");

    private final OrtEnvironment environment;
    private final OrtSession session;
    private final CallerPlace place;
    private final UseGuard guard = new UseGuard("the model");
    private final String file;
    private final String output;
    private final GraphOutput wanted;

    private OnnxGraph(
            OrtEnvironment environment,
            OrtSession session,
            CallerPlace place,
            String file,
            String output,
            GraphOutput wanted) {
        this.environment = environment;
        this.session = session;
        this.place = place;
        this.file = file;
        this.output = output;
        this.wanted = wanted;
    }

    /**
     * Opens a graph.
     *
     * @param wanted the output that is looked for
     * @param threads that one run computes with; {@link #ALL_PROCESSORS} for a run that has the machine to itself
     * @throws VizslaException {@code INVALID_MODEL} naming the file and what was found
     */
    static OnnxGraph open(Path file, GraphOutput wanted, int threads) {
        String name = String.valueOf(file.getFileName());
        try {
            OrtEnvironment environment = OrtEnvironment.getEnvironment();
            Set<String> before = threads == ALL_PROCESSORS ? CallerPlace.threads() : Set.of();
            OrtSession session = session(environment, file, threads);
            return Opening.<OnnxGraph, OrtException>orClose(
                    () -> {
                        CallerPlace place =
                                threads == ALL_PROCESSORS ? CallerPlace.besideThoseSince(before) : CallerPlace.ANYWHERE;
                        checkInputs(name, session);
                        String output = output(name, session, wanted);
                        return new OnnxGraph(environment, session, place, name, output, wanted);
                    },
                    session);
        } catch (OrtException e) {
            throw VizslaException.of(
                    ErrorCode.INVALID_MODEL, name + " is not a graph that ONNX Runtime reads: " + e.getMessage(), e);
        }
    }

    private static OrtSession session(OrtEnvironment environment, Path file, int threads) throws OrtException {
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
            options.setIntraOpNumThreads(threads);
            options.setInterOpNumThreads(1);
            // Threads that stay awake between the hundreds of steps of a short run save half of its time, but only if
            // each has a processor to itself. The runtime sees to that only when it chooses the threads; a number of
            // threads makes it leave them where the system puts them, two on one processor as like as not.
            options.addConfigEntry("session.intra_op.allow_spinning", threads == ALL_PROCESSORS ? "1" : "0");
            // Between runs they sleep, or they would take the processors from what follows the encoding.
            options.addConfigEntry("session.force_spinning_stop", "1");
            return environment.createSession(file.toString(), options);
        }
    }

    private static void checkInputs(String name, OrtSession session) {
        Set<String> inputs = session.getInputNames();
        if (!inputs.contains("input_ids") || !KNOWN.containsAll(inputs)) {
            throw VizslaException.field(
                    ErrorCode.INVALID_MODEL, name + " inputs", inputs, "input_ids and others of " + KNOWN);
        }
    }

    private static String output(String name, OrtSession session, GraphOutput wanted) throws OrtException {
        Map<String, String> found = new TreeMap<>();
        for (NodeInfo info : session.getOutputInfo().values()) {
            if (info.getInfo() instanceof TensorInfo tensor) {
                if (tensor.getShape().length == wanted.rank()) {
                    wanted.checkDeclared(name, info.getName(), tensor.getShape());
                    return info.getName();
                }
                found.put(info.getName(), Arrays.toString(tensor.getShape()));
            }
        }
        throw VizslaException.field(
                ErrorCode.INVALID_MODEL, name + " outputs", found, "one tensor of rank " + wanted.rank());
    }

    /**
     * Runs a batch.
     *
     * @return the output, row-major and of the shape that was looked for; owned by the caller
     * @throws VizslaException {@code INTERNAL} if the runtime fails, {@code INVALID_MODEL} if the output turns out to be
     *     of another shape
     */
    float[] run(TokenBatch batch) {
        return guard.use(() -> compute(batch));
    }

    private float[] compute(TokenBatch batch) {
        Map<String, OnnxTensor> inputs = new LinkedHashMap<>();
        try {
            for (String input : session.getInputNames()) {
                inputs.put(input, tensor(batch, input));
            }
            try (OrtSession.Result result = placed(inputs)) {
                return values((OnnxTensor) result.get(0), batch);
            }
        } catch (OrtException e) {
            throw VizslaException.of(ErrorCode.INTERNAL, "ONNX Runtime failed: " + e.getMessage(), e);
        } finally {
            inputs.values().forEach(OnnxTensor::close);
        }
    }

    private float[] values(OnnxTensor tensor, TokenBatch batch) {
        wanted.checkGiven(file, output, tensor.getInfo().getShape(), batch);
        FloatBuffer values = tensor.getFloatBuffer();
        if (values == null) {
            throw VizslaException.field(
                    ErrorCode.INVALID_MODEL,
                    "type of output " + output + " of " + file,
                    tensor.getInfo().type,
                    "floating point");
        }
        return values.array();
    }

    private OrtSession.Result placed(Map<String, OnnxTensor> inputs) throws OrtException {
        place.enter();
        try {
            return session.run(inputs, Set.of(output));
        } finally {
            place.leave();
        }
    }

    private OnnxTensor tensor(TokenBatch batch, String input) throws OrtException {
        long[] values =
                switch (input) {
                    case "input_ids" -> batch.ids();
                    case "attention_mask" -> batch.mask();
                    case "token_type_ids" -> batch.types();
                    default -> batch.positions();
                };
        return OnnxTensor.createTensor(environment, LongBuffer.wrap(values), new long[] {batch.size(), batch.width()});
    }

    /** Frees the session once the last run has ended. Idempotent. */
    @Override
    public void close() {
        guard.close(this::release);
    }

    private void release() {
        try {
            session.close();
        } catch (OrtException e) {
            throw VizslaException.of(ErrorCode.INTERNAL, "ONNX Runtime did not close: " + e.getMessage(), e);
        }
    }
}
