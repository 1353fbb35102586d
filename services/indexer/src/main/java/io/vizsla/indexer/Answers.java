package io.vizsla.indexer;

import io.vizsla.api.judgement.Judgement;
import io.vizsla.api.passage.ChunkId;
import io.vizsla.retrieval.example.JudgedQuery;
import java.util.List;

/** Finds what answers a query best: the best grade, the latest of equals, clicks only where nobody judged. */
final class Answers {

    private Answers() {}

    static JudgedQuery of(String id, List<Judgement> judgements) {
        Judgement best = null;
        for (Judgement one : judgements) {
            if (positive(one, judgements) && (best == null || better(one, best))) {
                best = one;
            }
        }
        if (best == null) {
            String text = judgements.isEmpty() ? id : judgements.getFirst().query();
            return new JudgedQuery(id, text, null, true, 0);
        }
        int chunk = best.chunk() == null ? 0 : best.chunk();
        return new JudgedQuery(
                id, best.query(), new ChunkId(best.document(), chunk), best.chunk() == null, best.grade());
    }

    private static boolean positive(Judgement one, List<Judgement> all) {
        boolean judged = one.source() == Judgement.Source.JUDGED;
        return one.grade() > 0
                && (judged
                        || all.stream()
                                .noneMatch(other -> other.source() == Judgement.Source.JUDGED
                                        && other.document().equals(one.document())));
    }

    private static boolean better(Judgement one, Judgement other) {
        if (one.source() != other.source()) {
            return one.source() == Judgement.Source.JUDGED;
        }
        return one.grade() != other.grade()
                ? one.grade() > other.grade()
                : one.at().isAfter(other.at());
    }
}
