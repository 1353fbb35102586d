package io.vizsla.training.encoder;

import java.util.HashSet;
import java.util.Set;
import org.bytedeco.pytorch.Edge;
import org.bytedeco.pytorch.EdgeVector;
import org.bytedeco.pytorch.Node;
import org.bytedeco.pytorch.Tensor;

/** Counts the steps that libtorch has noted to compute gradients by. */
final class GradientSteps {

    private GradientSteps() {}

    static int below(Tensor loss) {
        Set<Long> seen = new HashSet<>();
        collect(loss.grad_fn(), seen);
        return seen.size();
    }

    private static void collect(Node step, Set<Long> seen) {
        if (step == null || step.isNull() || !seen.add(step.address())) {
            return;
        }
        EdgeVector edges = step.next_edges();
        for (long i = 0; i < edges.size(); i++) {
            Edge edge = edges.get(i);
            if (edge.is_valid()) {
                collect(edge.function(), seen);
            }
        }
    }
}
