package io.vizsla.query.training;

import io.vizsla.api.error.VizslaException;
import io.vizsla.query.collection.SwitchStrategy;
import io.vizsla.refresh.job.LearnedPairs;
import io.vizsla.refresh.job.RefreshKind;
import io.vizsla.refresh.job.RefreshSettings;
import io.vizsla.refresh.job.RefreshSettingsBuilder;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What somebody wants of a refresh; what is left out has a default. */
@Schema(name = "TrainingRequest")
public record TrainingRequest(
        @Schema(required = true, description = "Whose judgements it learns from.", examples = "handbook") @Nullable
        String collection,

        @Schema(description = "query-encoder, adapter, student or both-sides.", examples = "query-encoder") @Nullable
        String kind,

        @Schema(
                description =
                        "How the model serves. query-only: documents stay as they are. reindex: the model learns to read"
                                + " documents too, which are indexed anew by it before it serves. compensate: so too, and"
                                + " until then a map takes its queries to the documents that are there.",
                examples = "query-only")
        @Nullable
        String strategy,

        @Schema(
                description = "auto: a model that is better serves at once. never: it is kept, and somebody decides.",
                examples = "auto")
        @Nullable
        String promote,

        @Schema(description = "How often each query is seen; 0 chooses by their number.", minimum = "0") @Nullable
        Integer epochs,

        @Schema(description = "Rate of learning; 0 for the kind's own.", minimum = "0") @Nullable
        Double rate,

        @Schema(description = "Share of the teacher's labels, 0..1.", minimum = "0", maximum = "1") @Nullable
        Double soft,

        @Schema(description = "auto, fp32 or bf16.") @Nullable
        String precision,

        @Schema(description = "Threads of the arithmetic; 0 for one a processor.", minimum = "0") @Nullable
        Integer threads,

        @Schema(description = "Folds of the check; 0 chooses by the number of queries.", minimum = "0") @Nullable
        Integer folds,

        @Schema(description = "Risk of no gain that the gate takes.", minimum = "0", maximum = "1") @Nullable
        Double risk,

        @Schema(description = "Seed of everything that is drawn.") @Nullable
        Long seed,

        @Schema(
                description =
                        "Rank of an adapter, 0 for the usual 16; or of updates beside an encoder's weights, 0 for the"
                                + " weights.",
                minimum = "0")
        @Nullable
        Integer rank,

        @Schema(
                description =
                        "Weight that holds queries of no matter what where they are, so that what is learned of one"
                                + " collection costs less elsewhere; 0, the usual one, for none. Of the kinds query-encoder and"
                                + " adapter.",
                minimum = "0",
                maximum = "1000",
                examples = "20")
        @Nullable
        Double drift,

        @Schema(
                description =
                        "judged: queries with judgements or clicks. label-free: queries made of the collection's own"
                                + " documents, no judgements needed; with fewer than 20 judged ones to check it on, the"
                                + " model is kept and does not serve by itself. both: all of these. with-log: judged"
                                + " ones, and queries that were asked lately, on which the teacher alone is followed.",
                examples = "judged")
        @Nullable
        String pairs,

        @Schema(
                description =
                        "A model that a refresh made: makes that refresh once more, on the data that it kept, and tells"
                                + " whether the same weights come out. Nothing serves by it, and no other field is"
                                + " taken.")
        @Nullable
        String replay,

        @Schema(
                description =
                        "Of the kind student: the model that learns to read queries, smaller than the collection's"
                                + " own.",
                examples = "all-minilm-l6-v2")
        @Nullable
        String student) {

    /** The smallest of the built-in models. */
    private static final String USUAL_STUDENT = "all-minilm-l6-v2";

    /** Queries of a step, each with some passages to read. */
    private static final int BOTH_SIDES_BATCH = 16;

    /** Returns a request for a refresh of a collection as it is usual. */
    static TrainingRequest of(String collection) {
        return only(collection, null);
    }

    private static TrainingRequest only(@Nullable String collection, @Nullable String replay) {
        return new TrainingRequest(
                collection,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                replay,
                null);
    }

    /**
     * Returns the model whose refresh is to be made once more, null for a new one.
     *
     * @throws VizslaException {@code INVALID_ARGUMENT} if anything else is wanted of that
     */
    @Nullable
    String checkedReplay() {
        if (replay != null && (replay.isBlank() || !equals(only(null, replay)))) {
            throw VizslaException.invalid("replay", replay, "the name of a model, without any other field");
        }
        return replay;
    }

    /**
     * Returns the settings.
     *
     * @throws VizslaException {@code INVALID_ARGUMENT} naming the field, its value and its bound
     */
    RefreshSettings settings() {
        RefreshSettings usual = RefreshSettings.DEFAULTS;
        RefreshKind wanted = wantedKind();
        RefreshSettingsBuilder settings = usual.with()
                .epochs(or(epochs, usual.epochs()))
                .rate(or(rate, usual.rate()))
                .soft(or(soft, usual.soft()))
                .precision(or(precision, usual.precision()))
                .threads(or(threads, usual.threads()))
                .folds(or(folds, usual.folds()))
                .risk(or(risk, usual.risk()))
                .seed(or(seed, usual.seed()))
                .rank(or(rank, usual.rank()))
                .drift(or(drift, usual.drift()))
                .pairs(wantedPairs(wanted));
        if (student != null || wanted == RefreshKind.STUDENT) {
            settings.student(or(student, USUAL_STUDENT));
        }
        if (wanted.movesPassages()) {
            settings.batch(BOTH_SIDES_BATCH);
        }
        return settings.kind(wanted).build();
    }

    private RefreshKind wantedKind() {
        if (kind != null) {
            return RefreshKind.of("kind", kind);
        }
        return SwitchStrategy.of("strategy", strategy) == SwitchStrategy.QUERY_ONLY
                ? RefreshSettings.DEFAULTS.kind()
                : RefreshKind.BOTH_SIDES;
    }

    /**
     * Returns how the model serves; a model that reads documents too has these indexed anew.
     *
     * @throws VizslaException {@code INVALID_ARGUMENT} if that is nothing for the kind
     */
    SwitchStrategy checkedStrategy() {
        boolean movesPassages = wantedKind().movesPassages();
        if (strategy == null && movesPassages) {
            return SwitchStrategy.REINDEX;
        }
        SwitchStrategy wanted = SwitchStrategy.of("strategy", strategy);
        if (movesPassages == (wanted == SwitchStrategy.QUERY_ONLY)) {
            throw VizslaException.invalid(
                    "strategy",
                    wanted.id(),
                    movesPassages
                            ? SwitchStrategy.REINDEX.id() + " or " + SwitchStrategy.COMPENSATE.id() + " for the kind "
                                    + wantedKind().id()
                            : SwitchStrategy.QUERY_ONLY.id() + " for the kind "
                                    + wantedKind().id());
        }
        return wanted;
    }

    /**
     * Returns whether documents may be indexed anew for it.
     *
     * @throws VizslaException as {@link #checkedStrategy}
     */
    public boolean movesDocuments() {
        return checkedStrategy() != SwitchStrategy.QUERY_ONLY;
    }

    private static <T> T or(@Nullable T wanted, T usual) {
        return wanted == null ? usual : wanted;
    }

    /** A student learns from any text, so that it needs no judgements. */
    private LearnedPairs wantedPairs(RefreshKind wanted) {
        if (pairs != null) {
            return LearnedPairs.of("pairs", pairs);
        }
        return wanted == RefreshKind.STUDENT ? LearnedPairs.LABEL_FREE : LearnedPairs.JUDGED;
    }

    String checkedPromote() {
        String wanted = promote == null ? "auto" : promote;
        if (!wanted.equals("auto") && !wanted.equals("never")) {
            throw VizslaException.invalid("promote", wanted, "auto or never");
        }
        return wanted;
    }
}
