package io.vizsla.training.graph;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Tells which layer of a transformer each weight of its graph belongs to. A layer begins with the products that make an
 * attention's queries, keys and values, and ends where the next one begins; a norm before these products therefore counts
 * to the layer before.
 */
final class LayerPlaces {

    private static final Set<String> ATTENTIONS = Set.of(Fused.ATTENTION, "Softmax");
    private static final Set<String> PRODUCTS = Set.of(Fused.LINEAR, "MatMul", "Gemm");

    private final List<Node> steps;
    private final Set<String> parameters;
    private final Map<String, Integer> makers = new HashMap<>();

    private LayerPlaces(List<Node> steps, Set<String> parameters) {
        this.steps = steps;
        this.parameters = parameters;
        for (int i = 0; i < steps.size(); i++) {
            for (String output : steps.get(i).outputs()) {
                makers.put(output, i);
            }
        }
    }

    /**
     * Returns the layer of each weight that is used, counted from 1; 0 for those before the first layer. A weight that is
     * used in several places belongs to the first.
     */
    static Map<String, Integer> of(List<Node> steps, Set<String> parameters) {
        return new LayerPlaces(steps, parameters).places();
    }

    private Map<String, Integer> places() {
        List<Integer> starts = starts();
        Map<String, Integer> places = new LinkedHashMap<>();
        for (int i = 0; i < steps.size(); i++) {
            int at = i;
            int layer = (int) starts.stream().filter(start -> start <= at).count();
            steps.get(i).inputs().stream()
                    .filter(parameters::contains)
                    .forEach(name -> places.putIfAbsent(name, layer));
        }
        return places;
    }

    private List<Integer> starts() {
        List<Integer> starts = new ArrayList<>();
        for (Node step : steps) {
            if (ATTENTIONS.contains(step.operator())) {
                start(step).ifPresent(starts::add);
            }
        }
        return starts.stream().distinct().toList();
    }

    /** Returns the place of the first product with a weight that reaches an attention through no other such product. */
    private OptionalInt start(Node attention) {
        Deque<String> open = new ArrayDeque<>(attention.inputs());
        Set<String> seen = new HashSet<>();
        List<Integer> products = new ArrayList<>();
        while (!open.isEmpty()) {
            String value = open.pop();
            Integer maker = makers.get(value);
            if (maker == null || !seen.add(value)) {
                continue;
            }
            if (isWeighted(steps.get(maker))) {
                products.add(maker);
            } else {
                open.addAll(steps.get(maker).inputs());
            }
        }
        return products.stream().mapToInt(Integer::intValue).min();
    }

    private boolean isWeighted(Node step) {
        return PRODUCTS.contains(step.operator()) && parameters.contains(step.input(1));
    }
}
