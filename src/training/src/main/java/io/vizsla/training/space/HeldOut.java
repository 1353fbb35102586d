package io.vizsla.training.space;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/**
 * Pairs to learn from and pairs to ask. Texts with equal vectors stay on one side, so that nothing is asked that was
 * learned.
 */
record HeldOut(VectorPairs learned, VectorPairs asked) {

    private static final double SHARE = 0.2;

    /** More of them would only take time: their mean is known well enough. */
    private static final int MOST = 1000;

    /** Divides pairs; empty if all vectors are equal. */
    static Optional<HeldOut> of(VectorPairs pairs, long seed) {
        Map<FloatBuffer, List<Integer>> groups = new LinkedHashMap<>();
        for (int i = 0; i < pairs.count(); i++) {
            groups.computeIfAbsent(FloatBuffer.wrap(pairs.from()[i]), any -> new ArrayList<>())
                    .add(i);
        }
        List<List<Integer>> order = new ArrayList<>(groups.values());
        if (order.size() < 2) {
            return Optional.empty();
        }
        Collections.shuffle(order, new Random(seed));
        int asked = (int) Math.clamp(Math.round(order.size() * SHARE), 1, MOST);
        return Optional.of(new HeldOut(
                pairs.at(flat(order.subList(asked, order.size()))), pairs.at(flat(order.subList(0, asked)))));
    }

    private static List<Integer> flat(List<List<Integer>> groups) {
        return groups.stream().flatMap(Collection::stream).toList();
    }
}
