package io.vizsla.retrieval;

import io.vizsla.api.error.VizslaException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads one JSON object key by key and remembers which keys it knows; every error names the path of its key. */
final class JsonSection {

    private final String path;
    private final Map<String, @Nullable Object> json;
    private final TreeSet<String> known = new TreeSet<>();

    JsonSection(String path, Map<String, ? extends @Nullable Object> json) {
        this.path = path;
        this.json = new HashMap<>(json);
    }

    /** Returns the object under a key, an empty one if it is absent. */
    JsonSection section(String key) {
        Object value = value(key);
        if (value == null) {
            return new JsonSection(path(key), Map.of());
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> section = new HashMap<>();
            map.forEach((name, inner) -> section.put(String.valueOf(name), inner));
            return new JsonSection(path(key), section);
        }
        throw wrong(key, value, "an object");
    }

    int whole(String key, int absent) {
        Object value = value(key);
        if (value == null) {
            return absent;
        }
        try {
            return new BigDecimal(value.toString()).intValueExact();
        } catch (ArithmeticException | NumberFormatException notWhole) {
            throw wrong(key, value, "a whole number");
        }
    }

    double number(String key, double absent) {
        Double value = numberOrNull(key);
        return value == null ? absent : value;
    }

    @Nullable
    Double numberOrNull(String key) {
        Object value = value(key);
        if (value == null) {
            return null;
        }
        if (value instanceof Number number && Double.isFinite(number.doubleValue())) {
            return number.doubleValue();
        }
        throw wrong(key, value, "a number");
    }

    boolean flag(String key, boolean absent) {
        Object value = value(key);
        if (value == null || value instanceof Boolean) {
            return value == null ? absent : (Boolean) value;
        }
        throw wrong(key, value, "true or false");
    }

    String text(String key, String absent) {
        Object value = value(key);
        if (value == null || value instanceof String) {
            return value == null ? absent : (String) value;
        }
        throw wrong(key, value, "a string");
    }

    boolean isText(String key, String text) {
        return text.equals(value(key));
    }

    List<String> strings(String key) {
        Object value = value(key);
        if (value == null) {
            return List.of();
        }
        if (!(value instanceof List<?> list)) {
            throw wrong(key, value, "a list of strings");
        }
        List<String> strings = new ArrayList<>();
        for (Object element : list) {
            if (!(element instanceof String text)) {
                throw wrong(key, value, "a list of strings");
            }
            strings.add(text);
        }
        return strings;
    }

    /** Throws if the object holds a key that nobody asked for. */
    void refuseOthers() {
        for (String key : new TreeSet<>(json.keySet())) {
            if (!known.contains(key)) {
                throw VizslaException.invalid(path(key), json.get(key), "absent; known keys are " + known);
            }
        }
    }

    String path(String key) {
        return path + "." + key;
    }

    private @Nullable Object value(String key) {
        known.add(key);
        return json.get(key);
    }

    private VizslaException wrong(String key, @Nullable Object value, String bound) {
        return VizslaException.invalid(path(key), value, bound);
    }
}
