package io.vizsla.benchmarks;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vizsla.models.BuiltInModels;
import java.io.IOException;
import java.nio.LongBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * Says where the time of the default model's 8-bit graph goes, operator by operator, on one thread, for texts of one length.
 * Operators inside of a branch are counted once, with the branch left out. Below stands
 * what a text costs in batches, which is the most that joining concurrent texts can save.
 *
 * <p>Arguments: a folder for models, then the lengths in tokens (30 and 300).
 */
public final class EncoderProfile {

    private static final int RUNS = 50;
    private static final int LARGEST_BATCH = 16;

    private EncoderProfile() {}

    /** Prints the profiles. */
    public static void main(String[] args) throws IOException, OrtException {
        Path graph = BuiltInModels.ensure(Path.of(args[0]), BuiltInModels.DEFAULT)
                .path()
                .resolve("model-int8.onnx");
        int[] lengths = args.length > 1
                ? Arrays.stream(args).skip(1).mapToInt(Integer::parseInt).toArray()
                : new int[] {30, 300};
        for (int length : lengths) {
            profile(graph, length);
            batches(graph, length);
        }
    }

    private static void batches(Path graph, int length) throws OrtException {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        System.out.print("  ms a text in batches of");
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            try (OrtSession session = environment.createSession(graph.toString(), options)) {
                for (int batch = 1; batch <= LARGEST_BATCH; batch *= 2) {
                    System.out.printf(
                            Locale.ROOT, "  %d: %.2f", batch, millis(environment, session, batch, length) / batch);
                }
            }
        }
        System.out.println();
    }

    private static double millis(OrtEnvironment environment, OrtSession session, int batch, int length)
            throws OrtException {
        double[] millis = new double[RUNS];
        for (int run = 0; run < RUNS; run++) {
            long begin = System.nanoTime();
            run(environment, session, batch, length, run);
            millis[run] = (System.nanoTime() - begin) / 1e6;
        }
        Arrays.sort(millis);
        return millis[RUNS / 2];
    }

    private static void profile(Path graph, int length) throws IOException, OrtException {
        Path folder = Files.createTempDirectory("vizsla-profile");
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        String file;
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.enableProfiling(folder.resolve("profile").toString());
            try (OrtSession session = environment.createSession(graph.toString(), options)) {
                for (int run = 0; run < RUNS; run++) {
                    run(environment, session, 1, length, run);
                }
                file = session.endProfiling();
            }
        }
        print(length, new ObjectMapper().readTree(Path.of(file).toFile()));
        Files.delete(Path.of(file));
        Files.delete(folder);
    }

    private static void run(OrtEnvironment environment, OrtSession session, int batch, int length, int seed)
            throws OrtException {
        int count = batch * length;
        long[] ids = new SplittableRandom(seed).longs(count, 2000, 30_000).toArray();
        long[] ones = new long[count];
        Arrays.fill(ones, 1);
        long[] shape = {batch, length};
        try (OnnxTensor tokens = OnnxTensor.createTensor(environment, LongBuffer.wrap(ids), shape);
                OnnxTensor mask = OnnxTensor.createTensor(environment, LongBuffer.wrap(ones), shape);
                OnnxTensor types = OnnxTensor.createTensor(environment, LongBuffer.wrap(new long[count]), shape);
                OrtSession.Result result =
                        session.run(Map.of("input_ids", tokens, "attention_mask", mask, "token_type_ids", types))) {
            if (result.size() != 1) {
                throw new IllegalStateException(result.size() + " outputs");
            }
        }
    }

    private static void print(int length, JsonNode events) {
        Map<String, Double> millis = new TreeMap<>();
        for (JsonNode event : events) {
            String operator = event.path("args").path("op_name").asText();
            if (event.path("name").asText().endsWith("_kernel_time") && !operator.equals("If")) {
                millis.merge(operator, event.path("dur").asDouble() / 1e3 / RUNS, Double::sum);
            }
        }
        double total = millis.values().stream().mapToDouble(x -> x).sum();
        System.out.printf(Locale.ROOT, "%d tokens: %.2f ms in all operators%n", length, total);
        millis.entrySet().stream()
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .limit(8)
                .forEach(entry -> System.out.printf(
                        Locale.ROOT,
                        "  %-24s %7.2f ms  %4.1f %%%n",
                        entry.getKey(),
                        entry.getValue(),
                        100 * entry.getValue() / total));
    }
}
