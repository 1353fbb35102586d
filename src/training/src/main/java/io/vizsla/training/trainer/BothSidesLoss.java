package io.vizsla.training.trainer;

import io.vizsla.api.error.VizslaException;
import io.vizsla.training.objective.Objective;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * The loss of queries that are held against passages which move as well: relevant ones and mined negatives, read anew. Beside
 * it stand, by weight, how far the passages moved and the same queries' loss over all passages as they were: frozen
 * passages keep a model from learning by heart which ones are asked for.
 *
 * <p>Query Drift Compensation, arXiv 2506.00037, whose distillation onto old passages is {@code drift}.
 *
 * @param queries what is known of each
 * @param texts token ids of the passages
 * @param passages their vectors before, in the same order; stay the caller's
 * @param objective stays the caller's
 * @param encode gives the vectors of texts, {@code [texts][dimension]} at unit length, with gradients
 */
public record BothSidesLoss(
        List<PairedQuery> queries,
        List<int[]> texts,
        FrozenPassages passages,
        Objective objective,
        Function<List<int[]>, Tensor> encode,
        BothSidesOptions options)
        implements TrainingLoop.BatchLoss {

    /** @throws VizslaException {@code INVALID_ARGUMENT} if there are not as many texts as vectors, or a query names another passage */
    public BothSidesLoss {
        queries = List.copyOf(queries);
        texts = List.copyOf(texts);
        if (texts.size() != passages.count()) {
            throw VizslaException.invalid("texts", texts.size(), "as many as vectors of passages, " + passages.count());
        }
        for (PairedQuery query : queries) {
            check(query.query().gains().keySet(), texts.size());
            check(query.query().teacher().keySet(), texts.size());
            check(query.negatives(), texts.size());
        }
    }

    private static void check(Collection<Integer> places, int count) {
        for (int place : places) {
            if (place < 0 || place >= count) {
                throw VizslaException.invalid("passage", place, "in 0.." + (count - 1));
            }
        }
    }

    @Override
    public Tensor of(List<Integer> places, SplittableRandom random) {
        List<LabeledQuery> batch =
                places.stream().map(place -> queries.get(place).query()).toList();
        int[] read = read(places);
        Tensor asked = encode.apply(batch.stream().map(LabeledQuery::tokens).toList());
        Tensor fresh = encode.apply(texts(read));
        Tensor loss = objective.loss(new BatchLabels(batch, read).with(asked, fresh));
        if (options.drift() > 0) {
            loss = torch.add(loss, weighted(options.drift(), drift(fresh, passages.vectors(read))));
        }
        if (options.anchor() > 0) {
            loss = torch.add(loss, weighted(options.anchor(), anchor(batch, asked, random)));
        }
        return loss;
    }

    private static Tensor weighted(double weight, Tensor loss) {
        return torch.mul(loss, new Scalar(weight));
    }

    /** Returns the mean of {@code |v - v0|^2}. */
    static Tensor drift(Tensor fresh, Tensor before) {
        Tensor way = torch.sub(fresh, before);
        return torch.mul(way, way).sum(1).mean();
    }

    private Tensor anchor(List<LabeledQuery> batch, Tensor asked, SplittableRandom random) {
        Set<Integer> labeled = new HashSet<>();
        for (LabeledQuery query : batch) {
            labeled.addAll(query.gains().keySet());
            labeled.addAll(query.teacher().keySet());
        }
        int[] against = passages.choose(labeled, options.loop().passages(), random);
        return objective.loss(new BatchLabels(batch, against).with(asked, passages.vectors(against)));
    }

    /** Returns the places of the passages that a batch reads, rising. */
    private int[] read(List<Integer> places) {
        TreeSet<Integer> read = new TreeSet<>();
        for (int place : places) {
            read.addAll(queries.get(place).query().gains().keySet());
            read.addAll(queries.get(place).negatives());
        }
        return read.stream().mapToInt(Integer::intValue).toArray();
    }

    private List<int[]> texts(int[] read) {
        return IntStream.of(read).mapToObj(texts::get).toList();
    }

    @Override
    public long tokens(List<Integer> places) {
        long asked = places.stream()
                .mapToLong(place -> queries.get(place).query().tokens().length)
                .sum();
        return asked
                + texts(read(places)).stream().mapToLong(text -> text.length).sum();
    }
}
