package io.vizsla.training.trainer;

import io.vizsla.api.error.VizslaException;
import io.vizsla.training.graph.Tensors;
import java.util.Collection;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** Vectors of passages that training leaves as they are, in libtorch's memory. Close it to free them. */
public final class FrozenPassages implements AutoCloseable {

    private final Tensor vectors;

    /**
     * Copies the vectors.
     *
     * @param vectors {@code float[passages][dimension]}, unit length
     */
    public FrozenPassages(float[][] vectors) {
        if (vectors.length == 0) {
            throw VizslaException.invalid("passages", "none", "one or more");
        }
        try (PointerScope scope = new PointerScope()) {
            Tensor all = Tensors.of(vectors);
            all.retainReference();
            this.vectors = all;
        }
    }

    /** Returns the dimension of the vectors. */
    public int dimension() {
        return Math.toIntExact(vectors.size(1));
    }

    int count() {
        return Math.toIntExact(vectors.size(0));
    }

    /**
     * Returns the places of those that a step holds its queries against, in rising order: all of them if they are few, else
     * the wanted ones and more at random.
     */
    int[] choose(Collection<Integer> wanted, int most, SplittableRandom random) {
        int count = count();
        if (count <= most) {
            return IntStream.range(0, count).toArray();
        }
        TreeSet<Integer> chosen = new TreeSet<>(wanted);
        while (chosen.size() < most) {
            chosen.add(random.nextInt(count));
        }
        return chosen.stream().mapToInt(Integer::intValue).toArray();
    }

    /** Returns the chosen vectors in the pointer scope that is open. */
    Tensor vectors(int[] places) {
        if (places.length == count()) {
            return new Tensor(vectors);
        }
        long[] rows = IntStream.of(places).asLongStream().toArray();
        return torch.index_select(vectors, 0, Tensors.of(rows, rows.length));
    }

    @Override
    public void close() {
        vectors.releaseReference();
    }
}
