package io.vizsla.refresh.gate;

import io.vizsla.refresh.job.Comparison;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Lets a trained model serve if it finds more on queries whose documents it has not learned, and loses nothing
 * elsewhere.
 *
 * <p>Queries are checked in turn, each by a model that has learned from no query with a document in common (see
 * {@link Comparison#UNSEEN}). nDCG@10 moves only with queries whose first ten ranks change, few of few. What decides is
 * therefore how likely the vectors make what is relevant ({@link Comparison#LIKELIHOOD}), which moves with every query;
 * nDCG@10 has a veto where it falls by more than chance. The risk that there is no gain at all has to be below a bound.
 * A model whose gain on documents it has learned does not carry over to others has learned which documents are popular;
 * that is said by name.
 *
 * @param risk of no gain that is taken: the probability, by the bootstrap's distribution, that the mean difference is
 *     not above 0; 0..1
 * @param loss of nDCG@10 on any guard set, and in the hybrid search, that is taken, 0..1
 */
public record Gate(double risk, double loss) {

    private static final double POPULAR = 0.01;

    /** A gain or a loss that is as unlikely to be chance counts. */
    private static final double LOSS_BY_CHANCE = 0.05;

    /** What a student has to keep of its teacher's nDCG@10. */
    private static final double DENSE_KEPT = 0.88;

    private static final double HYBRID_KEPT = 0.98;

    /** Judges a model by what was measured. */
    public Verdict judge(List<Comparison> comparisons) {
        List<String> against = new ArrayList<>();
        List<String> worthKnowing = new ArrayList<>();
        Optional<Comparison> dense = find(comparisons, "dense", Comparison.UNSEEN);
        if (dense.isEmpty()) {
            against.add(
                    "There is nothing to check it on: all judged queries share documents, so that no query can be asked"
                            + " whose documents were not learned.");
        } else {
            Comparison telling =
                    find(comparisons, Comparison.LIKELIHOOD, Comparison.UNSEEN).orElse(dense.get());
            checkGain(dense.get(), telling, against, worthKnowing);
            boolean isGeneral = chanceOfNoGain(telling) <= risk;
            find(comparisons, "dense", Comparison.SEEN)
                    .ifPresent(seen -> checkPopularity(seen, dense.get(), isGeneral, against, worthKnowing));
        }
        find(comparisons, "hybrid", Comparison.UNSEEN).ifPresent(hybrid -> checkHybrid(hybrid, against, worthKnowing));
        comparisons.stream()
                .filter(one -> one.group().equals(Comparison.GUARD))
                .forEach(guard -> checkLoss("the guard set " + guard.name(), guard, against, worthKnowing));
        boolean isPassed = against.isEmpty();
        against.addAll(worthKnowing);
        return new Verdict(isPassed, against);
    }

    /**
     * Judges a student: it is there for speed, and has to keep what its teacher finds. It serves no other collection,
     * so that guard sets do not count.
     */
    public Verdict judgeStudent(List<Comparison> comparisons) {
        List<String> against = new ArrayList<>();
        List<String> worthKnowing = new ArrayList<>();
        Optional<Comparison> dense = find(comparisons, "dense", Comparison.UNSEEN);
        if (dense.isEmpty()) {
            against.add("There is nothing to check it on: no query can be asked whose documents were not learned.");
        } else {
            checkShare("vectors alone", dense.get(), DENSE_KEPT, against, worthKnowing);
        }
        find(comparisons, "hybrid", Comparison.UNSEEN)
                .ifPresent(hybrid -> checkShare("the hybrid search", hybrid, HYBRID_KEPT, against, worthKnowing));
        boolean isPassed = against.isEmpty();
        against.addAll(worthKnowing);
        return new Verdict(isPassed, against);
    }

    private static void checkShare(
            String where, Comparison one, double least, List<String> against, List<String> worthKnowing) {
        if (!(one.before() > 0)) {
            against.add(String.format(
                    Locale.ROOT,
                    "Nothing tells how much it keeps: by %s its teacher finds nothing of what was judged relevant to %d"
                            + " queries.",
                    where,
                    one.queries()));
            return;
        }
        double share = one.after() / one.before();
        String told = String.format(
                Locale.ROOT,
                "By %s it keeps %.3f of its teacher's nDCG@10 on %d queries, %.4f of %.4f.",
                where,
                share,
                one.queries(),
                one.after(),
                one.before());
        if (share < least) {
            against.add(String.format(Locale.ROOT, "It keeps less than the %.2f wanted. ", least) + told);
        } else {
            worthKnowing.add(told);
        }
    }

    private void checkGain(Comparison dense, Comparison telling, List<String> against, List<String> worthKnowing) {
        double chance = chanceOfNoGain(telling);
        String told = Told.change("documents it has not learned", dense);
        if (telling.name().equals(Comparison.LIKELIHOOD)) {
            told += " " + Told.likelihood(telling);
        }
        if (telling.difference() <= 0) {
            against.add("It does not find more. " + told);
        } else if (isLoss(dense)) {
            against.add("It brings relevant passages nearer and finds less all the same. " + told);
        } else if (chance > risk) {
            against.add(String.format(
                            Locale.ROOT,
                            "The gain may be chance: the risk that there is none is %.2f, and %.2f is allowed. ",
                            chance,
                            risk)
                    + told);
        } else {
            worthKnowing.add(told);
        }
    }

    private static boolean isLoss(Comparison one) {
        return one.difference() < 0 && one.p() / 2 <= LOSS_BY_CHANCE;
    }

    /** The two-sided p of a gain, halved, is the probability of one at least as large by chance. */
    private static double chanceOfNoGain(Comparison one) {
        return one.difference() > 0 ? one.p() / 2 : 1 - one.p() / 2;
    }

    /** It may bring all of what it has learned nearer to any query, so that likelihood alone does not tell. */
    private static void checkPopularity(
            Comparison seen, Comparison unseen, boolean isGeneral, List<String> against, List<String> worthKnowing) {
        String told = String.format(
                Locale.ROOT,
                "Queries of documents that it has learned: %+.4f (%d); of others: %+.4f (%d).",
                seen.difference(),
                seen.queries(),
                unseen.difference(),
                unseen.queries());
        boolean isForSeen = seen.difference() > POPULAR && chanceOfNoGain(seen) <= LOSS_BY_CHANCE;
        if (isForSeen && (!isGeneral || unseen.difference() <= 0)) {
            against.add("It has learned which documents are popular, not what queries mean. " + told);
        } else {
            worthKnowing.add(told);
        }
    }

    /** Few queries make a small loss of chance; a guard has learned nothing and is held to what it shows. */
    private void checkHybrid(Comparison hybrid, List<String> against, List<String> worthKnowing) {
        if (isLoss(hybrid)) {
            checkLoss("the hybrid search", hybrid, against, worthKnowing);
        } else {
            worthKnowing.add(Told.change("documents it has not learned, by the hybrid search", hybrid));
        }
    }

    private void checkLoss(String where, Comparison one, List<String> against, List<String> worthKnowing) {
        String told = String.format(
                Locale.ROOT,
                "In %s nDCG@10 goes from %.4f to %.4f on %d queries.",
                where,
                one.before(),
                one.after(),
                one.queries());
        if (one.difference() < -loss) {
            against.add(String.format(Locale.ROOT, "It loses more than the %.4f allowed. ", loss) + told);
        } else {
            worthKnowing.add(told);
        }
    }

    private static Optional<Comparison> find(List<Comparison> all, String name, String group) {
        return all.stream()
                .filter(one -> one.name().equals(name) && one.group().equals(group))
                .findFirst();
    }
}
