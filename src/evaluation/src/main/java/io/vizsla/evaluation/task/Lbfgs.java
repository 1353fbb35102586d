package io.vizsla.evaluation.task;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/**
 * Finds the minimum of a smooth convex function by the limited-memory BFGS method of Liu and Nocedal (1989): {@code s} =
 * {@link Step#move}, {@code y} = {@link Step#turn}, {@code m} = {@link #MEMORY}. Steps are halved until they reach a fair
 * part of the decrease that the slope promises (Armijo).
 */
final class Lbfgs {

    private static final int MEMORY = 10;
    private static final double FAIR_PART = 1e-4;
    private static final int MOST_HALVINGS = 40;

    private final Function function;
    private final int iterations;
    private final double tolerance;
    private final Deque<Step> steps = new ArrayDeque<>();

    /** A function and its slope. */
    @FunctionalInterface
    interface Function {

        /** Returns the value at a point and writes the slope there. */
        double at(double[] point, double[] gradient);
    }

    /** How far one iteration moved and how the slope turned on the way. */
    private record Step(double[] move, double[] turn, double curvature) {}

    /**
     * Prepares a search.
     *
     * @param iterations after which it ends in any case
     * @param tolerance it ends where no part of the slope is larger
     */
    Lbfgs(Function function, int iterations, double tolerance) {
        this.function = function;
        this.iterations = iterations;
        this.tolerance = tolerance;
    }

    /** Returns where the minimum is, as far as it was approached from zero. */
    double[] minimize(int dimension) {
        double[] point = new double[dimension];
        double[] gradient = new double[dimension];
        double value = function.at(point, gradient);
        for (int i = 0; i < iterations && largest(gradient) > tolerance; i++) {
            double[] direction = direction(gradient);
            double[] next = new double[dimension];
            double[] nextGradient = new double[dimension];
            double reached = search(point, value, gradient, direction, next, nextGradient);
            if (Double.isNaN(reached)) {
                break;
            }
            remember(point, gradient, next, nextGradient);
            point = next;
            gradient = nextGradient;
            value = reached;
        }
        return point;
    }

    /** Writes the next point and its slope, and returns its value; NaN where rounding leaves no decrease. */
    private double search(
            double[] point, double value, double[] gradient, double[] direction, double[] next, double[] nextGradient) {
        double slope = dot(gradient, direction);
        double length = steps.isEmpty() ? Math.min(1, 1 / Math.sqrt(dot(gradient, gradient))) : 1;
        for (int i = 0; i < MOST_HALVINGS; i++) {
            for (int j = 0; j < point.length; j++) {
                next[j] = point[j] + length * direction[j];
            }
            double reached = function.at(next, nextGradient);
            if (reached <= value + FAIR_PART * length * slope) {
                return reached;
            }
            length /= 2;
        }
        return Double.NaN;
    }

    /** Returns the slope turned around and bent by what earlier steps told of the curvature (the two-loop recursion). */
    private double[] direction(double[] gradient) {
        double[] direction = gradient.clone();
        double[] weights = new double[steps.size()];
        int i = 0;
        for (Iterator<Step> newestFirst = steps.descendingIterator(); newestFirst.hasNext(); i++) {
            Step step = newestFirst.next();
            weights[i] = dot(step.move(), direction) / step.curvature();
            add(direction, step.turn(), -weights[i]);
        }
        if (!steps.isEmpty()) {
            Step newest = steps.getLast();
            scale(direction, newest.curvature() / dot(newest.turn(), newest.turn()));
        }
        for (Step step : steps) {
            double weight = dot(step.turn(), direction) / step.curvature();
            add(direction, step.move(), weights[--i] - weight);
        }
        scale(direction, -1);
        return direction;
    }

    private void remember(double[] point, double[] gradient, double[] next, double[] nextGradient) {
        double[] move = difference(next, point);
        double[] turn = difference(nextGradient, gradient);
        double curvature = dot(move, turn);
        if (curvature > 1e-14 * dot(turn, turn)) {
            steps.addLast(new Step(move, turn, curvature));
        }
        if (steps.size() > MEMORY) {
            steps.removeFirst();
        }
    }

    private static double largest(double[] vector) {
        double largest = 0;
        for (double value : vector) {
            largest = Math.max(largest, Math.abs(value));
        }
        return largest;
    }

    private static double dot(double[] one, double[] other) {
        double sum = 0;
        for (int i = 0; i < one.length; i++) {
            sum += one[i] * other[i];
        }
        return sum;
    }

    private static void add(double[] vector, double[] other, double weight) {
        for (int i = 0; i < vector.length; i++) {
            vector[i] += weight * other[i];
        }
    }

    private static void scale(double[] vector, double factor) {
        for (int i = 0; i < vector.length; i++) {
            vector[i] *= factor;
        }
    }

    private static double[] difference(double[] one, double[] other) {
        double[] difference = new double[one.length];
        for (int i = 0; i < one.length; i++) {
            difference[i] = one[i] - other[i];
        }
        return difference;
    }
}
