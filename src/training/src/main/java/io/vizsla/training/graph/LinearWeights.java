package io.vizsla.training.graph;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bytedeco.pytorch.Tensor;

/** Finds the weights that low-rank updates can stand beside. */
final class LinearWeights {

    private static final Set<String> PRODUCTS = Set.of(Fused.LINEAR, "MatMul");

    private LinearWeights() {}

    /** Returns the names of the matrices that inputs are multiplied by and that nothing else uses. */
    static Set<String> of(List<Node> steps, Map<String, Tensor> parameters) {
        Set<String> linear = new LinkedHashSet<>();
        for (Node step : steps) {
            Tensor weight = parameters.get(step.input(1));
            if (PRODUCTS.contains(step.operator()) && weight != null && weight.dim() == 2) {
                linear.add(step.input(1));
            }
        }
        steps.forEach(step -> linear.removeIf(name -> isUsedOtherwise(step, name)));
        return linear;
    }

    private static boolean isUsedOtherwise(Node step, String name) {
        int place = step.inputs().lastIndexOf(name);
        return place >= 0 && !(place == 1 && PRODUCTS.contains(step.operator()));
    }
}
