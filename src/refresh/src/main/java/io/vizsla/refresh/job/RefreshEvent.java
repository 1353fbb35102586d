package io.vizsla.refresh.job;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened in a refresh, for those who watch it.
 *
 * @param phase {@code prepare}, {@code check}, {@code train}, {@code export}, {@code guard}, {@code gate} or {@code done}
 * @param fold of the check, from 1; null elsewhere
 * @param folds how many there are; null elsewhere
 * @param step of training, from 1; null where nothing is trained
 * @param steps how many there are
 * @param loss before the step
 * @param metric what was measured; null if nothing
 * @param before its value with the model that serves
 * @param after its value with the trained one
 * @param note a sentence for people; null if the numbers say it
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RefreshEvent(
        String phase,
        @Nullable Integer fold,
        @Nullable Integer folds,
        @Nullable Long step,
        @Nullable Long steps,
        @Nullable Double loss,
        @Nullable String metric,
        @Nullable Double before,
        @Nullable Double after,
        @Nullable String note) {

    /** Tells that a phase has begun. */
    public static RefreshEvent phase(String phase, String note) {
        return new RefreshEvent(phase, null, null, null, null, null, null, null, null, note);
    }

    /** Tells of a step of training. */
    public static RefreshEvent step(
            String phase, @Nullable Integer fold, @Nullable Integer folds, long step, long steps, double loss) {
        return new RefreshEvent(phase, fold, folds, step, steps, loss, null, null, null, null);
    }

    /** Tells what was measured. */
    public static RefreshEvent measure(
            String phase, @Nullable Integer fold, @Nullable Integer folds, String metric, double before, double after) {
        return new RefreshEvent(phase, fold, folds, null, null, null, metric, before, after, null);
    }
}
