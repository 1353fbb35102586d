package io.vizsla.refresh.pairs;

import io.vizsla.api.judgement.QueryId;
import io.vizsla.refresh.data.RefreshQuery;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/**
 * A source that looks at one passage after the other.
 *
 * @param origin of its pairs
 * @param maker makes a query of a passage
 */
record Drawn(RefreshQuery.Origin origin, Maker maker) implements PairSource {

    /** What somebody may ask for a passage. */
    record Made(String query, String passage) {}

    /** Makes a query of a passage. */
    @FunctionalInterface
    interface Maker {
        /** Returns the query and the text that answers it, empty if the passage does not lend itself to it. */
        Optional<Made> make(PassageText passage, PassageTexts texts, Random random);
    }

    @Override
    public List<Pair> of(PassageTexts texts, int most, long seed) {
        List<PassageText> order = new ArrayList<>(texts.passages());
        order.sort(Comparator.comparing(PassageText::document).thenComparingInt(PassageText::ordinal));
        Random random = new Random(seed);
        Collections.shuffle(order, random);
        Set<String> known = new HashSet<>();
        List<Pair> pairs = new ArrayList<>();
        for (int i = 0; i < order.size() && pairs.size() < most; i++) {
            PassageText passage = order.get(i);
            maker.make(passage, texts, new Random(random.nextLong()))
                    .flatMap(made -> pair(made, passage))
                    .filter(pair -> known.add(QueryId.of(pair.query())))
                    .ifPresent(pairs::add);
        }
        return pairs;
    }

    private Optional<Pair> pair(Made made, PassageText passage) {
        String query = Words.first(made.query(), Pair.MOST_WORDS);
        boolean isOther = !query.equals(Words.first(passage.text(), Integer.MAX_VALUE));
        return !Words.of(query).isEmpty() && isOther && !query.equals(made.passage())
                ? Optional.of(new Pair(origin, query, passage.document(), made.passage()))
                : Optional.empty();
    }
}
