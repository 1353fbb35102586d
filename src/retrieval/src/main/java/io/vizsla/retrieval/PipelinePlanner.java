package io.vizsla.retrieval;

import io.vizsla.api.collection.OpenCollection;
import io.vizsla.api.encoding.DemonstrationBlend;
import io.vizsla.api.encoding.Purpose;
import io.vizsla.api.error.VizslaException;
import io.vizsla.api.query.Demonstrations;
import io.vizsla.api.query.Fusion;
import io.vizsla.api.query.Mode;
import io.vizsla.api.query.Query;
import io.vizsla.retrieval.PipelineOptions.DemonstrationOptions;
import io.vizsla.retrieval.calibration.CalibratorSource;
import io.vizsla.retrieval.fusion.LexicalWeight;
import io.vizsla.retrieval.fusion.MinMaxFusion;
import io.vizsla.retrieval.fusion.ReciprocalRankFusion;
import io.vizsla.retrieval.fusion.ZScoreFusion;
import io.vizsla.retrieval.rerank.MaxSim;
import io.vizsla.retrieval.select.MinimumScore;
import io.vizsla.retrieval.select.PerDocumentCap;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Makes the list of steps out of settings. The token signal is a matter of hybrid searches: dense means the vector
 * alone and lexical means BM25 alone, so that the two stay what their names say.
 */
final class PipelinePlanner {

    private final PipelineParts parts;
    private final CalibratorSource calibrators;
    private final MaxSim maxSim = new MaxSim();

    PipelinePlanner(PipelineParts parts, CalibratorSource calibrators) {
        this.parts = parts;
        this.calibrators = calibrators;
    }

    List<Step> plan(PipelineOptions options, Query query, OpenCollection collection) {
        check(options);
        List<Step> steps = new ArrayList<>();
        addQuerySide(steps, options, query, collection);
        steps.add(new SearchStep(options.candidates(), options.exact(), unread(options.demonstrations(), query)));
        addOrdering(steps, options, query, collection);
        steps.add(new CalibrateStep(calibrators));
        steps.add(new SelectStep(
                List.of(new PerDocumentCap(options.select().perDocument()), new MinimumScore(query.minScore()))));
        if (collection.spec().purpose() == Purpose.MEMORY) {
            steps.add(new FollowStep());
        }
        return steps;
    }

    void check(PipelineOptions options) {
        named("pipeline.transformers", options.transformers(), parts.transformers());
        named("pipeline.vectorTransforms", options.vectorTransforms(), parts.vectorTransforms());
    }

    private void addQuerySide(List<Step> steps, PipelineOptions options, Query query, OpenCollection collection) {
        if (!options.transformers().isEmpty()) {
            steps.add(new TransformStep(named("pipeline.transformers", options.transformers(), parts.transformers())));
        }
        if (query.mode() == Mode.LEXICAL) {
            return;
        }
        steps.add(new EncodeStep(EncodeStep.FIRST));
        addExamples(
                steps,
                options.demonstrations(),
                query,
                collection.encoder().card().blend());
        if (!options.vectorTransforms().isEmpty()) {
            steps.add(new VectorTransformStep(
                    named("pipeline.vectorTransforms", options.vectorTransforms(), parts.vectorTransforms())));
        }
    }

    /**
     * Examples that the request brings are read at once, or come in as vectors; those to be chosen need a vector first.
     * None are looked for where they would change nothing.
     */
    private void addExamples(
            List<Step> steps, DemonstrationOptions options, Query query, @Nullable DemonstrationBlend blend) {
        boolean choose = choose(options, query);
        if (choose && (blend == null || blend.share() > 0)) {
            steps.add(new ChooseStep(parts.examples(), options, blend == null));
        }
        if (blend == null) {
            if (choose) {
                steps.add(new EncodeStep(EncodeStep.WITH_EXAMPLES));
            }
        } else if (choose || given(query)) {
            steps.add(new DemonstrationStep(blend));
        }
    }

    private static boolean choose(DemonstrationOptions options, Query query) {
        Demonstrations.Source wanted = query.demonstrations().source();
        return wanted == Demonstrations.Source.AUTO
                || wanted == Demonstrations.Source.USUAL && options.usual() == DemonstrationOptions.Usual.AUTO;
    }

    private static boolean given(Query query) {
        return query.demonstrations().source() == Demonstrations.Source.GIVEN;
    }

    /** What is left out silently would be taken for something that does not help. */
    private static List<String> unread(DemonstrationOptions options, Query query) {
        List<String> unread = new ArrayList<>();
        if (query.mode() == Mode.LEXICAL && !query.instruction().text().isEmpty()) {
            unread.add("instruction");
        }
        if (query.mode() == Mode.LEXICAL && (choose(options, query) || given(query))) {
            unread.add("demonstrations");
        }
        return unread;
    }

    private void addOrdering(List<Step> steps, PipelineOptions options, Query query, OpenCollection collection) {
        boolean hybrid = query.mode() == Mode.HYBRID;
        if (hybrid || !options.transformers().isEmpty()) {
            steps.add(new FuseStep(fusion(options)));
        }
        if (hybrid && usesTokens(options) && collection.index().spec().tokenDimension() > 0) {
            steps.add(new TokenStep(maxSim, options.fusion().lexicalWeight(), options.tokens()));
        }
        if (query.rerank()) {
            steps.add(new RerankStep(parts.crossEncoder(), options.rerank().depth()));
        }
    }

    /** The tokens are one more z-score: after another fusion they would impose an order that nobody asked for. */
    private static boolean usesTokens(PipelineOptions options) {
        return options.tokens().enabled() && options.fusion().method() == PipelineOptions.Method.Z;
    }

    private static Fusion fusion(PipelineOptions options) {
        LexicalWeight weight = options.fusion().lexicalWeight();
        return switch (options.fusion().method()) {
            case Z -> new ZScoreFusion(weight);
            case MINMAX -> new MinMaxFusion(weight);
            case RRF -> new ReciprocalRankFusion(options.fusion().k(), options.candidates());
        };
    }

    private static <T> List<T> named(String field, List<String> names, Map<String, T> known) {
        List<T> found = new ArrayList<>(names.size());
        for (String name : names) {
            T part = known.get(name);
            if (part == null) {
                throw VizslaException.invalid(field, name, "one of " + new TreeSet<>(known.keySet()));
            }
            found.add(part);
        }
        return found;
    }
}
