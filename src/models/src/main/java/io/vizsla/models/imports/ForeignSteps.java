package io.vizsla.models.imports;

import com.fasterxml.jackson.databind.JsonNode;
import io.vizsla.api.model.PoolingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Steps of {@code modules.json} that change vectors and that nobody does here, such as a dense layer. Where the graph gives
 * vectors, these come from the end of all steps, so that the graph has them inside; to token states they are missing.
 *
 * @param steps kind and folder of each, in words
 * @param apart whether one of them treats queries and passages differently, which no single graph does
 * @param dimension that the last of them gives, 0 if it is not stated
 */
record ForeignSteps(List<String> steps, boolean apart, int dimension) {

    /** None. */
    static final ForeignSteps NONE = new ForeignSteps(List.of(), false, 0);

    private static final Set<String> OURS = Set.of("Transformer", "Pooling", "Normalize", "Dropout");
    private static final Set<String> TWO_SIDED = Set.of("Asym", "Router");

    ForeignSteps {
        steps = List.copyOf(steps);
    }

    static ForeignSteps read(ExportFolder export, JsonNode modules) {
        List<String> steps = new ArrayList<>();
        boolean apart = false;
        int dimension = 0;
        for (JsonNode module : modules) {
            String kind = ModuleFacts.kind(module);
            if (!OURS.contains(kind)) {
                String folder = module.path("path").asText("");
                steps.add(kind + " in \"" + folder + '"');
                apart |= TWO_SIDED.contains(kind);
                dimension = dimension(export, folder);
            }
        }
        return new ForeignSteps(steps, apart, dimension);
    }

    private static int dimension(ExportFolder export, String folder) {
        return export.json(folder + "/config.json").path("out_features").asInt(0);
    }

    /** Returns whether there are any. */
    boolean any() {
        return !steps.isEmpty();
    }

    /**
     * Notes what the steps mean.
     *
     * @param read how the output that is read becomes a vector
     * @param declared dimension of that output, 0 if it declares none
     */
    void check(@Nullable PoolingMode read, int declared, Findings findings) {
        for (String step : steps) {
            if (read == PoolingMode.GRAPH && !apart) {
                findings.notice(
                        "modules.json has a step " + step + ": the graph gives vectors, so it is taken to be inside");
            } else {
                findings.problem("modules.json has a step " + step
                        + ", which is not supported outside of a graph that gives vectors: they would be others than the"
                        + " model's");
            }
        }
        if (read == PoolingMode.GRAPH && dimension > 0 && declared > 0 && dimension != declared) {
            findings.problem("modules.json has a step " + steps.getLast() + " that gives dimension " + dimension
                    + ", but the graph gives " + declared + ": the step is not inside");
        }
    }
}
