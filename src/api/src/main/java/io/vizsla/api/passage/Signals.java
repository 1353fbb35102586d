package io.vizsla.api.passage;

import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalDouble;

/** The raw evidence behind a hit. Immutable. */
public final class Signals {

    /** No evidence yet. */
    public static final Signals NONE = new Signals(new EnumMap<>(Signal.class));

    private final EnumMap<Signal, Double> values;

    private Signals(EnumMap<Signal, Double> values) {
        this.values = values;
    }

    /** Returns evidence of one kind. */
    public static Signals of(Signal signal, double value) {
        return NONE.with(signal, value);
    }

    /** Returns a copy that also holds this value, in place of an older one of the same kind. */
    public Signals with(Signal signal, double value) {
        EnumMap<Signal, Double> copy = new EnumMap<>(values);
        copy.put(signal, value);
        return new Signals(copy);
    }

    /** Returns the value of a kind, empty if nobody measured it. */
    public OptionalDouble get(Signal signal) {
        Double value = values.get(signal);
        return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
    }

    /** Returns a copy of all values, in the order of {@link Signal}. */
    public Map<Signal, Double> asMap() {
        return new EnumMap<>(values);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Signals that && values.equals(that.values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    @Override
    public String toString() {
        return values.toString();
    }
}
