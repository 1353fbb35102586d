package io.vizsla.query.training;

import io.vizsla.api.judgement.Judgement;
import io.vizsla.query.port.Judgements;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads all judgements of a collection, page by page. */
record AllJudgements(Judgements judgements) {

    private static final int PAGE = 1000;

    /** Returns them in the order of their keys. */
    List<Judgement> of(String collection) {
        List<Judgement> all = new ArrayList<>();
        @Nullable String after = null;
        List<Judgement> page;
        do {
            page = judgements.page(collection, after, PAGE);
            all.addAll(page);
            after = page.isEmpty() ? after : page.getLast().key();
        } while (page.size() == PAGE);
        return all;
    }
}
