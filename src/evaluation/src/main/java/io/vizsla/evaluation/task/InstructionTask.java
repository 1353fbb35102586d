package io.vizsla.evaluation.task;

import io.vizsla.api.error.VizslaException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;

/**
 * Whether a model still finds the answer once the query comes wrapped into an instruction. Exact search over the vectors:
 *
 * <ul>
 *   <li>{@code nDCG@10} and {@code MRR@10} of the instructed queries, and the same of the plain ones;
 *   <li>{@code Robustness@10} of InstructIR (Oh et al. 2024): the mean over plain queries of the worst nDCG@10 among their
 *       instructions;
 *   <li>{@code p-MRR} of FollowIR, with the sign turned: no passage becomes irrelevant here, so a passage that rises under
 *       its instruction counts as positive. 0 says that the instruction changes nothing. Averaged over the instructions of a
 *       query, then over queries.
 * </ul>
 *
 * @param passages id to text
 */
public record InstructionTask(String name, SequencedMap<String, String> passages, List<InstructedQuery> queries)
        implements Task {

    private static final int CUT = 10;

    public InstructionTask {
        passages = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(passages));
        queries = List.copyOf(queries);
        if (queries.isEmpty()) {
            throw VizslaException.invalid("queries", name, "at least one query");
        }
        Corpus corpus = new Corpus(passages);
        queries.forEach(query -> corpus.require(query.passage(), "passage"));
    }

    /** What became of the passage of one instructed query: its rank for the plain query and for the instructed one. */
    private record Change(InstructedQuery query, int before, int after) {}

    @Override
    public String protocol() {
        return "instruction following";
    }

    @Override
    public TaskScores measure(TaskEncoder encoder) {
        Map<String, List<Change>> byQuery = new LinkedHashMap<>();
        for (Change change : changes(encoder)) {
            byQuery.computeIfAbsent(change.query().plain(), plain -> new ArrayList<>())
                    .add(change);
        }
        return new TaskScores.Builder(this)
                .add("nDCG@10", mean(byQuery, InstructionTask::ndcg))
                .add("MRR@10", mean(byQuery, InstructionTask::reciprocal))
                .add("nDCG@10 plain", mean(byQuery, InstructionTask::plainNdcg))
                .add("MRR@10 plain", mean(byQuery, InstructionTask::plainReciprocal))
                .add("Robustness@10", worst(byQuery))
                .add("p-MRR", meanOfMeans(byQuery))
                .build("nDCG@10");
    }

    private List<Change> changes(TaskEncoder encoder) {
        Corpus.Encoded corpus = new Corpus(passages).encode(encoder);
        List<Set<String>> wanted =
                queries.stream().map(query -> Set.of(query.passage())).toList();
        List<int[]> before = corpus.ranks(
                encoder.queries(queries.stream().map(InstructedQuery::plain).toList(), ""), wanted);
        List<int[]> after = corpus.ranks(
                encoder.queries(
                        queries.stream().map(InstructedQuery::instructed).toList(), ""),
                wanted);
        List<Change> changes = new ArrayList<>();
        for (int i = 0; i < queries.size(); i++) {
            changes.add(new Change(queries.get(i), before.get(i)[0], after.get(i)[0]));
        }
        return changes;
    }

    /** A measure of one instructed query. */
    private interface OfChange {
        double of(Change change);
    }

    private static double ndcg(Change change) {
        return RankMeasures.ndcg(new int[] {change.after()}, CUT);
    }

    private static double reciprocal(Change change) {
        return RankMeasures.reciprocal(new int[] {change.after()}, CUT);
    }

    private static double plainNdcg(Change change) {
        return RankMeasures.ndcg(new int[] {change.before()}, CUT);
    }

    private static double plainReciprocal(Change change) {
        return RankMeasures.reciprocal(new int[] {change.before()}, CUT);
    }

    private static double mean(Map<String, List<Change>> byQuery, OfChange measure) {
        return byQuery.values().stream()
                .flatMap(List::stream)
                .mapToDouble(measure::of)
                .average()
                .orElse(0);
    }

    private static double worst(Map<String, List<Change>> byQuery) {
        return byQuery.values().stream()
                .mapToDouble(changes -> changes.stream()
                        .mapToDouble(InstructionTask::ndcg)
                        .min()
                        .orElse(0))
                .average()
                .orElse(0);
    }

    private static double meanOfMeans(Map<String, List<Change>> byQuery) {
        return byQuery.values().stream()
                .mapToDouble(changes -> changes.stream()
                        .mapToDouble(change -> PairwiseMrr.shouldRise(change.before(), change.after()))
                        .average()
                        .orElse(0))
                .average()
                .orElse(0);
    }
}
