package io.vizsla.benchmarks;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Settings of a benchmark as arguments name them: {@code name=value}. */
record Settings(Map<String, String> values) {

    static Settings of(String[] args, int from) {
        Map<String, String> values = new TreeMap<>();
        for (int i = from; i < args.length; i++) {
            String[] pair = args[i].split("=", 2);
            if (pair.length < 2) {
                throw new IllegalArgumentException(args[i] + " is not of the form name=value");
            }
            values.put(pair[0], pair[1]);
        }
        return new Settings(values);
    }

    double number(String name, double usual) {
        String value = values.get(name);
        return value == null ? usual : Double.parseDouble(value);
    }

    /** Returns what commas separate, nothing if the setting is not given. */
    List<String> words(String name) {
        return Stream.of(values.getOrDefault(name, "").split(","))
                .filter(word -> !word.isBlank())
                .toList();
    }

    @Override
    public String toString() {
        return values.toString();
    }
}
