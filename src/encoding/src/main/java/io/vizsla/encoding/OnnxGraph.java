package io.vizsla.encoding;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * One ONNX Runtime session. Checked at opening: a graph that needs inputs which we cannot give, or lacks the output that
 * we look for, is refused with the names that it does have. Safe for any number of threads.
 */
final class OnnxGraph implements AutoCloseable {

    /** One thread for each processor, kept there and awake during a run. */
    static final int ALL_PROCESSORS = 0;

    /** Joins the steps of an RMS norm, and fails on the casts that the runtime itself put into some fp16 graphs. */
    private static final String RISKY_FUSION = "SimplifiedLayerNormFusion";

    private final OrtEnvironment environment;
    private final OrtSession session;
    private final CallerPlace place;
    private final UseGuard guard = new UseGuard("the model");
    private final String file;
    private final GraphInputs inputs;
    private final String output;
    private final GraphOutput wanted;

    private OnnxGraph(
            OrtEnvironment environment,
            OrtSession session,
            CallerPlace place,
            String file,
            GraphInputs inputs,
            String output,
            GraphOutput wanted) {
        this.environment = environment;
        this.session = session;
        this.place = place;
        this.file = file;
        this.inputs = inputs;
        this.output = output;
        this.wanted = wanted;
    }

    /**
     * Opens a graph.
     *
     * @param wanted the output that is looked for
     * @param threads that one run computes with; {@link #ALL_PROCESSORS} for a run that has the machine to itself
     * @param device what computes
     * @throws VizslaException {@code INVALID_MODEL} naming the file and what was found; {@code INTERNAL} if the device's
     *     libraries cannot be loaded
     */
    static OnnxGraph open(Path file, GraphOutput wanted, int threads, SessionDevice device) {
        String name = String.valueOf(file.getFileName());
        try {
            OrtEnvironment environment = RuntimeEnvironment.get();
            Set<String> before = threads == ALL_PROCESSORS ? CallerPlace.threads() : Set.of();
            OrtSession session = session(environment, file, threads, device);
            return Opening.<OnnxGraph, OrtException>orClose(
                    () -> {
                        CallerPlace place =
                                threads == ALL_PROCESSORS ? CallerPlace.besideThoseSince(before) : CallerPlace.ANYWHERE;
                        GraphInputs inputs = GraphInputs.of(name, session.getInputInfo());
                        String output = wanted.find(name, session.getOutputInfo());
                        return new OnnxGraph(environment, session, place, name, inputs, output, wanted);
                    },
                    session);
        } catch (OrtException e) {
            throw RuntimeErrors.opening(name, e);
        }
    }

    private static OrtSession session(OrtEnvironment environment, Path file, int threads, SessionDevice device)
            throws OrtException {
        try {
            return session(environment, file, threads, device, "");
        } catch (OrtException e) {
            if (String.valueOf(e.getMessage()).contains(RISKY_FUSION)) {
                return session(environment, file, threads, device, RISKY_FUSION);
            }
            throw e;
        }
    }

    private static OrtSession session(
            OrtEnvironment environment, Path file, int threads, SessionDevice device, String leftOut)
            throws OrtException {
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
            options.setIntraOpNumThreads(threads);
            options.setInterOpNumThreads(1);
            device.addTo(options);
            options.addConfigEntry("optimization.disable_specified_optimizers", leftOut);
            // Threads that stay awake between the hundreds of steps of a short run save half of its time, but only if
            // each has a processor to itself. The runtime sees to that only when it chooses the threads; a number of
            // threads makes it leave them where the system puts them, two on one processor as like as not.
            options.addConfigEntry("session.intra_op.allow_spinning", threads == ALL_PROCESSORS ? "1" : "0");
            // Between runs they sleep, or they would take the processors from what follows the encoding.
            options.addConfigEntry("session.force_spinning_stop", "1");
            return session(environment, file, options);
        }
    }

    private static OrtSession session(OrtEnvironment environment, Path file, OrtSession.SessionOptions options)
            throws OrtException {
        ExitGate.enter();
        try {
            return environment.createSession(file.toString(), options);
        } finally {
            ExitGate.leave();
        }
    }

    /** Returns the name of its file. */
    String file() {
        return file;
    }

    /** Returns the length of its vectors. */
    int dimension() {
        return wanted.dimension();
    }

    /** Returns what it reads. */
    GraphInputs inputs() {
        return inputs;
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
        Map<String, OnnxTensor> tensors = new LinkedHashMap<>();
        try {
            inputs.fill(tensors, environment, batch);
            try (OrtSession.Result result = placed(tensors)) {
                return values((OnnxTensor) result.get(0), batch);
            }
        } catch (OrtException e) {
            throw RuntimeErrors.running(file, e);
        } finally {
            tensors.values().forEach(OnnxTensor::close);
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
        return values.hasArray() ? values.array() : copy(values);
    }

    /** The runtime widens 16-bit numbers outside the heap. */
    private static float[] copy(FloatBuffer values) {
        float[] copy = new float[values.remaining()];
        values.get(copy);
        return copy;
    }

    private OrtSession.Result placed(Map<String, OnnxTensor> tensors) throws OrtException {
        place.enter();
        try {
            return session.run(tensors, Set.of(output));
        } finally {
            place.leave();
        }
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
