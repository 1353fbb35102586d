package io.vizsla.benchmarks;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vizsla.api.judgement.QueryId;
import io.vizsla.refresh.job.MinedQuery;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;

/**
 * False negatives that are planted: of each document that a learned query is judged for, a near copy is added that nobody
 * judged, its sentences in another order and some of its words left out. How many of them mining takes for negatives, and
 * what the models are worth that learn from such a corpus; they are asked on the corpus as it was.
 *
 * <p>Arguments: a folder for models and indexes, the set to learn from as {@code FOLDER:SPLIT}, the set to ask, and settings
 * of {@link FewJudgementsBenchmark} as {@code name=value}; {@code dropped} is the share of words that a copy lacks (0.15),
 * and all queries are judged unless {@code judged} says otherwise.
 * Two recipes are compared on the same draws, each with the model before and then with one another: plain InfoNCE with
 * whatever ranks high as a negative, and the default one.
 */
public final class PlantedNegativesBenchmark {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PREFIX = "planted-";
    private static final double DROPPED = 0.15;

    private final Path work;
    private final BenchmarkSet train;
    private final Random random = new Random(1);
    private final double dropped;

    private PlantedNegativesBenchmark(Path work, BenchmarkSet train, double dropped) {
        this.work = work;
        this.train = train;
        this.dropped = dropped;
    }

    /** Runs the benchmark and prints, for each recipe, the share of copies taken for negatives and what the model gains. */
    public static void main(String[] args) throws IOException, InterruptedException {
        List<String> settings = new ArrayList<>(Arrays.asList(args).subList(3, args.length));
        double dropped = settings.stream()
                .filter(one -> one.startsWith("dropped="))
                .mapToDouble(one -> Double.parseDouble(one.substring("dropped=".length())))
                .findFirst()
                .orElse(DROPPED);
        BenchmarkSet train = BenchmarkSet.of(args[1]);
        String judged = settings.stream()
                .filter(one -> one.startsWith("judged="))
                .map(one -> one.substring("judged=".length()))
                .findFirst()
                .orElse(String.valueOf(train.queries().size()));
        PlantedNegativesBenchmark benchmark = new PlantedNegativesBenchmark(Path.of(args[0]), train, dropped);
        Path polluted = benchmark.pollute();
        int seeds = settings.stream()
                .filter(one -> one.startsWith("seeds="))
                .mapToInt(one -> Integer.parseInt(one.substring("seeds=".length())))
                .findFirst()
                .orElse(5);
        List<RecipeFindings> findings = new ArrayList<>();
        for (List<String> recipe : List.of(List.of("negatives=all", "soft=0"), List.of("negatives=screened"))) {
            List<String> all =
                    new ArrayList<>(List.of(args[0], polluted + ":" + train.split(), args[2], "judged=" + judged));
            all.addAll(settings.stream()
                    .filter(one -> !one.startsWith("dropped=") && !one.startsWith("judged="))
                    .toList());
            all.addAll(recipe);
            findings.add(FewJudgementsBenchmark.measure(all.toArray(String[]::new)));
            benchmark.printTaken(String.join(" ", recipe), judged, seeds);
        }
        findings.get(1).printAgainst(findings.getFirst(), "the default recipe", "plain InfoNCE");
    }

    /** Writes the set with the copies and returns its folder. */
    private Path pollute() throws IOException {
        Path from = Objects.requireNonNull(train.folder().corpusFile().getParent());
        Path folder = work.resolve(train.folder().name() + "-planted-" + Math.round(dropped * 100));
        Files.createDirectories(folder.resolve("qrels"));
        Files.copy(from.resolve("queries.jsonl"), folder.resolve("queries.jsonl"), StandardCopyOption.REPLACE_EXISTING);
        String judged = "qrels/" + train.split() + ".tsv";
        Files.copy(from.resolve(judged), folder.resolve(judged), StandardCopyOption.REPLACE_EXISTING);
        Set<String> relevant = new HashSet<>();
        train.queries()
                .keySet()
                .forEach(query -> relevant.addAll(train.qrels().of(query).keySet()));
        List<String> lines = new ArrayList<>();
        try (Stream<String> corpus = Files.lines(from.resolve("corpus.jsonl"))) {
            for (String line : (Iterable<String>) corpus::iterator) {
                lines.add(line);
                JsonNode document = JSON.readTree(line);
                if (relevant.contains(document.get("_id").asText())) {
                    lines.add(copyOf(document));
                }
            }
        }
        Files.write(folder.resolve("corpus.jsonl"), lines);
        System.out.println(relevant.size() + " judged documents have a near copy that nobody judged");
        return folder;
    }

    private String copyOf(JsonNode document) throws IOException {
        ObjectNode copy = JSON.createObjectNode();
        copy.put("_id", PREFIX + document.get("_id").asText());
        copy.put("title", thinned(document.path("title").asText()));
        List<String> sentences =
                new ArrayList<>(Arrays.asList(document.path("text").asText().split("(?<=[.!?])\\s+")));
        Collections.shuffle(sentences, random);
        copy.put("text", String.join(" ", sentences.stream().map(this::thinned).toList()));
        return JSON.writeValueAsString(copy);
    }

    private String thinned(String text) {
        return String.join(
                " ",
                Arrays.stream(text.split("\\s+"))
                        .filter(word -> random.nextDouble() >= dropped)
                        .toList());
    }

    /** Of the copies of each query's relevant documents, how many are among its hard negatives, over all draws. */
    private void printTaken(String recipe, String judged, int seeds) throws IOException {
        Map<String, Set<String>> relevant = new HashMap<>();
        train.queries()
                .forEach((id, text) ->
                        relevant.put(QueryId.of(text), train.qrels().of(id).keySet()));
        int copies = 0;
        int taken = 0;
        int suspected = 0;
        for (int seed = 1; seed <= seeds; seed++) {
            Path file = work.resolve("refresh-" + judged + "-" + seed).resolve("mined.json");
            List<MinedQuery> mined = JSON.readValue(file.toFile(), new TypeReference<>() {});
            for (MinedQuery query : mined) {
                for (String document : relevant.getOrDefault(query.query(), Set.of())) {
                    copies++;
                    taken += query.negatives().contains(PREFIX + document) ? 1 : 0;
                    suspected += query.suspected().contains(PREFIX + document) ? 1 : 0;
                }
            }
        }
        System.out.printf(
                "%s: of %d copies %.1f %% taken for negatives, %.1f %% suspected%n",
                recipe, copies, 100.0 * taken / copies, 100.0 * suspected / copies);
    }
}
