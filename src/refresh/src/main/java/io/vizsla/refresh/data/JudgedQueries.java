package io.vizsla.refresh.data;

import io.vizsla.api.judgement.Judgement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes queries with gains of what people said. A grade says more than a click and stands in its place. A click on the
 * first hit says less than one on the tenth, which somebody had to look for: its gain is {@code min(1, sqrt(rank) / 2)}, a
 * propensity of 1 / sqrt(rank) turned round and bounded.
 */
final class JudgedQueries {

    private static final double CERTAIN = 1;
    private static final double DOUBT = 0.5;

    private JudgedQueries() {}

    /** A query and its gains by document. */
    record Judged(String id, String text, RefreshQuery.Origin origin, Map<String, Double> gains) {}

    /** Returns the queries that have a relevant document, in the order of their ids. */
    static List<Judged> of(List<Judgement> judgements) {
        Map<String, List<Judgement>> byQuery = new LinkedHashMap<>();
        for (Judgement judgement : judgements) {
            byQuery.computeIfAbsent(judgement.queryId(), any -> new ArrayList<>())
                    .add(judgement);
        }
        return byQuery.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(entry -> judged(entry.getKey(), entry.getValue()))
                .filter(judged -> !judged.gains().isEmpty())
                .toList();
    }

    private static Judged judged(String id, List<Judgement> all) {
        Map<String, Judgement> best = new HashMap<>();
        for (Judgement one : all) {
            best.merge(one.document().id(), one, JudgedQueries::stronger);
        }
        Map<String, Double> gains = new HashMap<>();
        best.forEach((document, judgement) -> {
            if (judgement.grade() > 0) {
                gains.put(document, gain(judgement));
            }
        });
        boolean isJudged =
                best.values().stream().anyMatch(one -> one.source() == Judgement.Source.JUDGED && one.grade() > 0);
        Judgement newest = all.stream().max(Comparator.comparing(Judgement::at)).orElseThrow();
        return new Judged(
                id, newest.query(), isJudged ? RefreshQuery.Origin.JUDGED : RefreshQuery.Origin.CLICKED, gains);
    }

    private static Judgement stronger(Judgement one, Judgement other) {
        if (one.source() != other.source()) {
            return one.source() == Judgement.Source.JUDGED ? one : other;
        }
        return one.at().isBefore(other.at()) ? other : one;
    }

    private static double gain(Judgement judgement) {
        if (judgement.source() == Judgement.Source.JUDGED) {
            return judgement.grade();
        }
        @Nullable Integer rank = judgement.rank();
        return rank == null ? DOUBT : Math.min(CERTAIN, DOUBT * Math.sqrt(rank));
    }
}
