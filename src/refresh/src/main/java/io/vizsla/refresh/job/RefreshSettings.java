package io.vizsla.refresh.job;

import io.vizsla.api.error.VizslaException;
import org.jspecify.annotations.Nullable;

/**
 * How a model is refreshed.
 *
 * @param kind which part of the model is trained
 * @param epochs how often each query is seen, 1 to 100; 0 chooses by the number of queries
 * @param batch queries of a step, 1 to 1,024
 * @param rate of learning, above 0 and at most 1; 0 for the kind's own
 * @param soft share of the teacher's labels beside the judgements, 0..1
 * @param temperature of the student's scores, above 0
 * @param teacherTemperature of the teacher's scores, above 0
 * @param raise how far a relevant passage stands above the teacher's best other one, in deviations, 0 or more
 * @param precision {@code auto}, {@code fp32} or {@code bf16}; {@code auto} takes 16 bits where the processor
 *     multiplies them
 * @param threads of the arithmetic; 0 for one a processor. Only one thread gives the same bits every time
 * @param folds of the check, 2 to 20; 0 chooses by the number of queries
 * @param passages the most that a step holds its queries against, at least 2
 * @param risk of no gain at all that the gate takes, 0..1
 * @param loss of nDCG@10 on a guard set that the gate takes, 0..1
 * @param seed of everything that is drawn
 * @param rank of an adapter, 1 to 1,024 and never more than the dimension; 0 for the usual 16. Of an encoder: the rank
 *     of updates that are trained in place of its weights; 0 for the weights themselves
 * @param pairs what is learned from; null is read as {@link LearnedPairs#JUDGED}
 * @param negatives what queries are pushed away from; null is read as {@link Negatives#ALL}
 * @param drift weight of how far queries of no matter what may move while the query side is trained, 0 to 1,000; 0 lets them
 * @param student name of the model that learns to read queries, of {@link RefreshKind#STUDENT} alone; null for another
 *     kind
 */
public record RefreshSettings(
        RefreshKind kind,
        int epochs,
        int batch,
        double rate,
        double soft,
        double temperature,
        double teacherTemperature,
        double raise,
        String precision,
        int threads,
        int folds,
        int passages,
        double risk,
        double loss,
        long seed,
        int rank,
        LearnedPairs pairs,
        Negatives negatives,
        double drift,
        @Nullable String student) {

    /** What is used where nothing is said. */
    public static final RefreshSettings DEFAULTS = new RefreshSettings(
            RefreshKind.QUERY_ENCODER,
            0,
            32,
            0,
            0.5,
            0.02,
            0.7,
            1,
            "auto",
            0,
            0,
            20_000,
            0.25,
            0.005,
            1,
            0,
            LearnedPairs.JUDGED,
            Negatives.SCREENED,
            0,
            null);

    private static final int MOST_EPOCHS = 100;
    private static final int MOST_FOLDS = 20;
    private static final int LARGEST_BATCH = 1024;
    private static final int MOST_THREADS = 1024;
    private static final int HIGHEST_RANK = 1024;
    private static final int USUAL_RANK = 16;
    private static final int HIGHEST_DRIFT = 1000;

    @SuppressWarnings("ConstantValue") // Files that were written before there was a choice have none.
    public RefreshSettings {
        pairs = pairs == null ? LearnedPairs.JUDGED : pairs;
        negatives = negatives == null ? Negatives.ALL : negatives;
        check(epochs >= 0 && epochs <= MOST_EPOCHS, "epochs", epochs, "between 0 and " + MOST_EPOCHS);
        check(batch >= 1 && batch <= LARGEST_BATCH, "batch", batch, "between 1 and " + LARGEST_BATCH);
        check(rate >= 0 && rate <= 1, "rate", rate, "between 0 and 1");
        check(soft >= 0 && soft <= 1, "soft", soft, "between 0 and 1");
        check(isPositive(temperature), "temperature", temperature, "above 0");
        check(isPositive(teacherTemperature), "teacherTemperature", teacherTemperature, "above 0");
        check(raise >= 0 && Double.isFinite(raise), "raise", raise, "0 or more");
        check(precision.matches("auto|fp32|bf16"), "precision", precision, "auto, fp32 or bf16");
        check(threads >= 0 && threads <= MOST_THREADS, "threads", threads, "between 0 and " + MOST_THREADS);
        check(folds == 0 || folds >= 2 && folds <= MOST_FOLDS, "folds", folds, "0, or between 2 and " + MOST_FOLDS);
        check(passages >= 2, "passages", passages, "at least 2");
        check(risk >= 0 && risk <= 1, "risk", risk, "between 0 and 1");
        check(loss >= 0 && loss <= 1, "loss", loss, "between 0 and 1");
        check(rank >= 0 && rank <= HIGHEST_RANK, "rank", rank, "between 0 and " + HIGHEST_RANK);
        check(drift >= 0 && drift <= HIGHEST_DRIFT, "drift", drift, "between 0 and " + HIGHEST_DRIFT);
        check(drift == 0 || kind.holdsQueries(), "drift", drift, "0 for the kind " + kind.id());
        check(
                (student != null) == (kind == RefreshKind.STUDENT),
                "student",
                String.valueOf(student),
                "the name of a model for the kind student, and absent for others");
    }

    /** Begins settings that differ from these. */
    public RefreshSettingsBuilder with() {
        return new RefreshSettingsBuilder(this);
    }

    private static boolean isPositive(double value) {
        return value > 0 && Double.isFinite(value);
    }

    private static void check(boolean holds, String field, Object value, String bound) {
        if (!holds) {
            throw VizslaException.invalid(field, value, bound);
        }
    }

    /**
     * Returns how often each of so many queries is seen: few are seen more often. An adapter takes no more, though it
     * could in seconds: it would learn by heart which documents are asked for.
     */
    public int epochsFor(int queries) {
        if (epochs > 0) {
            return epochs;
        }
        return kind == RefreshKind.STUDENT || queries > 150 && queries <= 300 ? 3 : queries <= 150 ? 4 : 2;
    }

    /**
     * Returns into how many folds so many queries are divided: each costs a training, and many queries give a sure
     * answer with few.
     */
    public int foldsFor(int queries) {
        if (folds > 0) {
            return folds;
        }
        return queries <= 200 ? 3 : 2;
    }

    /** Returns how many threads compute here. */
    public int threadsHere() {
        return threads > 0 ? threads : Runtime.getRuntime().availableProcessors();
    }

    /** Returns the rank of an adapter. */
    public int adapterRank() {
        return rank > 0 ? rank : USUAL_RANK;
    }

    /** Returns the rate of learning. */
    public double learningRate() {
        if (rate > 0) {
            return rate;
        }
        return switch (kind) {
            // Updates of low rank begin at nothing and have further to go.
            case QUERY_ENCODER, BOTH_SIDES -> rank > 0 ? 2e-4 : 2e-5;
            case ADAPTER -> 1e-3;
            case STUDENT -> 1e-4;
        };
    }
}
