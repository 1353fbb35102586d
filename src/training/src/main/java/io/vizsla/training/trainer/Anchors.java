package io.vizsla.training.trainer;

import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Texts whose vectors training should leave where they are: queries of no matter what, so that what a model learns of one
 * collection costs little elsewhere.
 *
 * @param texts token ids of each
 * @param vectors before training, {@code float[texts][dimension]}, unit length
 * @param weight of their drift beside the loss, 0 or more
 * @param perStep the most that a step looks at, at least 1
 */
@SuppressWarnings("ArrayRecordComponent") // Nobody compares them, and nobody writes into them.
public record Anchors(List<int[]> texts, float[][] vectors, double weight, int perStep) {

    /** Nothing is held. */
    public static final Anchors NONE = new Anchors(List.of(), new float[0][], 0, 1);

    public Anchors {
        texts = List.copyOf(texts);
        if (texts.size() != vectors.length) {
            throw VizslaException.field(
                    ErrorCode.INVALID_VECTOR,
                    "anchors",
                    vectors.length + " vectors",
                    "one for each of " + texts.size());
        }
        if (!(weight >= 0) || Double.isInfinite(weight)) {
            throw VizslaException.invalid("drift", String.valueOf(weight), "0 or more");
        }
        if (perStep < 1) {
            throw VizslaException.invalid("perStep", perStep, "at least 1");
        }
    }

    /** Tells whether there is nothing to hold. */
    boolean areNone() {
        return texts.isEmpty() || weight == 0;
    }

    /** Returns the places of those that a step looks at, none twice. */
    List<Integer> choose(SplittableRandom random) {
        int[] places = IntStream.range(0, texts.size()).toArray();
        int count = Math.min(perStep, places.length);
        for (int i = 0; i < count; i++) {
            int other = i + random.nextInt(places.length - i);
            int place = places[other];
            places[other] = places[i];
            places[i] = place;
        }
        return IntStream.of(places).limit(count).boxed().toList();
    }
}
