package io.vizsla.benchmarks;

import io.vizsla.evaluation.BeirFolder;
import io.vizsla.evaluation.Qrels;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * A data set and the judged queries of it that count, as an argument names them: {@code FOLDER[:SPLIT[:odd|even]]}. The
 * halves let one half be tuned on and the other be reported where a set has no training split.
 *
 * @param queries id to text, in the order of the judgements
 */
record BenchmarkSet(BeirFolder folder, String split, String label, Qrels qrels, Map<String, String> queries) {

    static BenchmarkSet of(String argument) {
        String[] parts = argument.split(":", 3);
        BeirFolder folder = BeirFolder.open(Path.of(parts[0]));
        String split = parts.length > 1 ? parts[1] : "test";
        Qrels qrels = folder.qrels(split);
        List<String> ids = half(List.copyOf(qrels.queries()), parts.length > 2 ? parts[2] : "all");
        Map<String, String> texts = folder.queries();
        Map<String, String> queries = new LinkedHashMap<>();
        ids.forEach(id -> queries.put(id, texts.getOrDefault(id, "")));
        return new BenchmarkSet(
                folder, split, String.join(":", folder.name(), split) + suffix(parts), judged(qrels, ids), queries);
    }

    private static String suffix(String[] parts) {
        return parts.length > 2 ? ":" + parts[2] : "";
    }

    private static List<String> half(List<String> ids, String half) {
        return switch (half) {
            case "all" -> ids;
            case "even" -> every(ids, 0);
            case "odd" -> every(ids, 1);
            default -> throw new IllegalArgumentException("half = " + half + " is not one of all, odd, even");
        };
    }

    private static List<String> every(List<String> ids, int remainder) {
        return IntStream.range(0, ids.size())
                .filter(i -> i % 2 == remainder)
                .mapToObj(ids::get)
                .toList();
    }

    private static Qrels judged(Qrels all, List<String> ids) {
        Map<String, Map<String, Integer>> grades = new LinkedHashMap<>();
        ids.forEach(id -> grades.put(id, all.of(id)));
        return Qrels.of(grades);
    }
}
