package io.vizsla.query.training;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.vizsla.query.collection.SwitchStrategy;
import io.vizsla.refresh.job.Comparison;
import io.vizsla.refresh.job.RefreshOutcome;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A refresh as it stands; this is what is kept and what is told.
 *
 * @param strategy by which its model serves: {@code query-only}, {@code reindex} or {@code compensate}
 * @param promote {@code auto} to let a model that the gate passes serve at once, {@code never} to ask first
 * @param model that is trained, null until there is one
 * @param promoted whether the model has been made the one that reads the collection's queries, or, where it reads documents
 *     as well, these have begun to be indexed anew
 * @param created ISO 8601
 * @param finished ISO 8601, null while it is under way
 * @param reasons what the gate says
 * @param error what went wrong, null if nothing
 * @param errorCode its stable code
 * @param replayOf the model whose refresh is made once more, null for a new one; {@code PASSED} if its weights came out
 *     again, {@code REFUSED} if not
 */
@Schema(name = "TrainingJob")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record JobState(
        String id,
        String collection,
        String kind,
        String strategy,
        String promote,
        Phase state,
        @Nullable String model,
        boolean promoted,
        int queries,
        int passages,
        String created,
        @Nullable String finished,
        List<Comparison> comparisons,
        List<String> reasons,
        @Nullable String error,
        @Nullable String errorCode,
        @Nullable String replayOf) {

    @SuppressWarnings("ConstantValue") // Files that were written before there was a choice have none.
    public JobState {
        strategy = strategy == null ? SwitchStrategy.QUERY_ONLY.id() : strategy;
        comparisons = List.copyOf(comparisons);
        reasons = List.copyOf(reasons);
    }

    /** How far it is. */
    public enum Phase {
        /** Others are before it. */
        WAITING,
        /** Its data is taken out of the collection. */
        PREPARING,
        /** It trains. */
        RUNNING,
        /** The model is better. */
        PASSED,
        /** The model is not better; it is kept and does not serve. */
        REFUSED,
        /** It broke off. */
        FAILED,
        /** Somebody stopped it. */
        CANCELLED;

        /** Tells whether nothing more happens. */
        public boolean isOver() {
            return ordinal() >= PASSED.ordinal();
        }
    }

    static JobState waiting(
            String id,
            String collection,
            String kind,
            SwitchStrategy strategy,
            String promote,
            String created,
            @Nullable String replayOf) {
        return new JobState(
                id,
                collection,
                kind,
                strategy.id(),
                promote,
                Phase.WAITING,
                null,
                false,
                0,
                0,
                created,
                null,
                List.of(),
                List.of(),
                null,
                null,
                replayOf);
    }

    /** Returns whether documents are indexed anew before its model serves. */
    public boolean movesDocuments() {
        return switching() != SwitchStrategy.QUERY_ONLY;
    }

    /** Returns how its model serves. */
    SwitchStrategy switching() {
        return SwitchStrategy.of("strategy", strategy);
    }

    JobState in(Phase phase) {
        return with(phase, promoted, queries, passages, reasons);
    }

    JobState over(int newQueries, int newPassages) {
        return with(state, promoted, newQueries, newPassages, reasons);
    }

    JobState promotedNow() {
        return with(state, true, queries, passages, reasons);
    }

    /** Returns the same with one more reason. */
    JobState with(String reason) {
        List<String> more = new ArrayList<>(reasons);
        more.add(reason);
        return with(state, promoted, queries, passages, more);
    }

    private JobState with(
            Phase newState, boolean newPromoted, int newQueries, int newPassages, List<String> newReasons) {
        return new JobState(
                id,
                collection,
                kind,
                strategy,
                promote,
                newState,
                model,
                newPromoted,
                newQueries,
                newPassages,
                created,
                finished,
                comparisons,
                newReasons,
                error,
                errorCode,
                replayOf);
    }

    JobState ended(Phase phase, RefreshOutcome outcome, String now) {
        return new JobState(
                id,
                collection,
                kind,
                strategy,
                promote,
                phase,
                outcome.model(),
                promoted,
                queries,
                passages,
                created,
                now,
                outcome.comparisons(),
                outcome.verdict() == null ? List.of() : outcome.verdict().reasons(),
                outcome.error(),
                outcome.errorCode(),
                replayOf);
    }
}
