package io.vizsla.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import io.vizsla.api.model.PaddingSide;
import io.vizsla.api.model.PoolingMode;
import io.vizsla.models.BuiltInModels;
import io.vizsla.refresh.job.TrainerCommand;
import io.vizsla.training.encoder.EncoderForm;
import io.vizsla.training.encoder.TrainableEncoder;
import io.vizsla.training.graph.DifferentiableGraph;
import io.vizsla.training.graph.Precision;
import io.vizsla.training.objective.InfoNce;
import io.vizsla.training.objective.LabeledVectors;
import io.vizsla.training.optimizer.AdamW;
import io.vizsla.training.optimizer.AdamWOptions;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * How fast a training step is, and how much memory it takes, beside the same step in PyTorch: bge-small's shape, every
 * weight trained, pairs of texts held against each other, forward, backward, AdamW. Each measurement is a process of its
 * own, and both take turns; the time that the processors spent on it tells more than the clock where they have other work.
 *
 * <p>Arguments: a folder for models, and a Python that has torch and transformers (without one, only ours is measured);
 * then, if not 32, how many texts, if not 128, how many tokens each, if not one a processor, how many threads, and if not
 * 3, how many rounds. Prints medians, and the ratio to PyTorch in fp32 with its lowest and highest.
 */
public final class TrainingStepBenchmark {

    private static final int VOCABULARY = 30_522;
    private static final int FIRST_WORD = 1000;
    private static final int WARM_UP = 2;
    private static final int STEPS = 6;
    private static final double NANOS = 1e9;
    private static final int MEBI = 1024;
    private static final OperatingSystemMXBean PROCESSORS =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    private TrainingStepBenchmark() {}

    private record Cost(double seconds, double work, long peak) {

        static Cost parse(String line) {
            String[] fields = line.strip().split(" ");
            return new Cost(Double.parseDouble(fields[0]), Double.parseDouble(fields[1]), Long.parseLong(fields[2]));
        }
    }

    /** Runs the benchmark and prints a table. */
    public static void main(String[] args) throws IOException, InterruptedException {
        if (args[0].equals("step")) {
            step(Path.of(args[1]), args[2], Integer.parseInt(args[3]), Integer.parseInt(args[4]));
            return;
        }
        Path graph = BuiltInModels.ensure(Path.of(args[0]).resolve("models"), BuiltInModels.DEFAULT)
                .path()
                .resolve("model.onnx");
        String texts = args.length > 2 ? args[2] : "32";
        String length = args.length > 3 ? args[3] : "128";
        String threads =
                args.length > 4 ? args[4] : String.valueOf(Runtime.getRuntime().availableProcessors());
        int rounds = args.length > 5 ? Integer.parseInt(args[5]) : 3;
        Map<String, List<String>> commands = new LinkedHashMap<>();
        for (String precision : List.of("fp32", "bf16")) {
            commands.put("Vizsla " + precision, ours(graph, precision, texts, length, threads));
        }
        for (String precision : args.length > 1 ? List.of("fp32", "bf16") : List.<String>of()) {
            commands.put("PyTorch " + precision, theirs(args[1], precision, texts, length, threads));
        }
        Map<String, List<Cost>> costs = new LinkedHashMap<>();
        for (int round = 0; round < rounds; round++) {
            for (Map.Entry<String, List<String>> one : commands.entrySet()) {
                costs.computeIfAbsent(one.getKey(), any -> new ArrayList<>()).add(measure(one.getValue(), threads));
            }
        }
        int tokens = Integer.parseInt(texts) * Integer.parseInt(length);
        costs.forEach((what, all) -> print(what, tokens, all, costs.getOrDefault("PyTorch fp32", all)));
    }

    /** Prints medians of the rounds, and the speed beside that of the peer in the same round. */
    private static void print(String what, int tokens, List<Cost> costs, List<Cost> peers) {
        double[] ratios = IntStream.range(0, costs.size())
                .mapToDouble(i -> peers.get(i).seconds() / costs.get(i).seconds())
                .sorted()
                .toArray();
        double seconds = median(costs, Cost::seconds);
        System.out.printf(
                "%-14s %7.3f s a step, %6.0f tokens/s, %5.2f (%.2f to %.2f), %7.3f s of processors, peak %,d MiB%n",
                what,
                seconds,
                tokens / seconds,
                ratios[ratios.length / 2],
                ratios[0],
                ratios[ratios.length - 1],
                median(costs, Cost::work),
                Math.round(median(costs, Cost::peak)));
    }

    private static double median(List<Cost> costs, ToDoubleFunction<Cost> what) {
        return costs.stream().mapToDouble(what).sorted().toArray()[costs.size() / 2];
    }

    private static List<String> ours(Path graph, String precision, String texts, String length, String threads) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-XX:ActiveProcessorCount=" + threads,
                "--enable-native-access=ALL-UNNAMED",
                "-Dorg.bytedeco.javacpp.maxBytes=0",
                "-Dorg.bytedeco.javacpp.maxPhysicalBytes=0",
                "-cp",
                System.getProperty("java.class.path"),
                TrainingStepBenchmark.class.getName(),
                "step",
                graph.toString(),
                precision,
                texts,
                length);
    }

    private static List<String> theirs(String python, String precision, String texts, String length, String threads) {
        Path script =
                Path.of(System.getProperty("vizsla.root", "."), "src/benchmarks/src/main/python/training_step.py");
        return List.of(python, script.toString(), precision, texts, length, String.valueOf(STEPS), threads);
    }

    private static Cost measure(List<String> command, String threads) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
        // As a refresh has it; the peer is not worse off by it.
        builder.environment().putAll(TrainerCommand.environment());
        builder.environment().put("OMP_NUM_THREADS", threads);
        builder.environment().put("OPENBLAS_NUM_THREADS", threads);
        Process process = builder.start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(command.getFirst() + " failed with exit code " + process.exitValue());
        }
        return Cost.parse(out.lines().toList().getLast());
    }

    private static void step(Path file, String precision, int texts, int length) throws IOException {
        torch.set_num_threads(Runtime.getRuntime().availableProcessors());
        EncoderForm form = new EncoderForm("last_hidden_state", PoolingMode.CLS, PaddingSide.RIGHT);
        SplittableRandom random = new SplittableRandom(1);
        long nanos = 0;
        long work = 0;
        try (TrainableEncoder encoder = new TrainableEncoder(
                        DifferentiableGraph.open(file, Precision.valueOf(precision.toUpperCase(Locale.ROOT))), form);
                AdamW optimizer =
                        new AdamW(List.copyOf(encoder.train(name -> true).values()), AdamWOptions.DEFAULTS)) {
            for (int step = 0; step < WARM_UP + STEPS; step++) {
                List<int[]> batch = batch(random, texts, length);
                long worked = PROCESSORS.getProcessCpuTime();
                long begin = System.nanoTime();
                step(encoder, optimizer, batch);
                nanos += step < WARM_UP ? 0 : System.nanoTime() - begin;
                work += step < WARM_UP ? 0 : PROCESSORS.getProcessCpuTime() - worked;
            }
        }
        System.out.println(nanos / NANOS / STEPS + " " + work / NANOS / STEPS + " " + peak());
    }

    private static void step(TrainableEncoder encoder, AdamW optimizer, List<int[]> batch) {
        try (PointerScope scope = new PointerScope()) {
            Tensor vectors = encoder.encode(batch);
            long half = vectors.size(0) / 2;
            Tensor pairs = torch.eye(half);
            LabeledVectors labeled = new LabeledVectors(
                    vectors.narrow(0, 0, half),
                    vectors.narrow(0, half, half),
                    pairs,
                    torch.ones(half, half).to(ScalarType.Bool),
                    null,
                    null,
                    null);
            new InfoNce(0.02).loss(labeled).backward();
            optimizer.clip(1);
            optimizer.step(2e-5);
        }
    }

    private static List<int[]> batch(SplittableRandom random, int texts, int length) {
        List<int[]> batch = new ArrayList<>();
        for (int i = 0; i < texts; i++) {
            batch.add(random.ints(length, FIRST_WORD, VOCABULARY).toArray());
        }
        return batch;
    }

    /** Returns the most memory that this process had, in MiB; 0 where the system does not tell. */
    private static long peak() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.exists(status)) {
            return 0;
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("VmHWM"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / MEBI)
                .findFirst()
                .orElse(0);
    }
}
