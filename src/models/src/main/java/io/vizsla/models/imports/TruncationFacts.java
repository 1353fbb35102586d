package io.vizsla.models.imports;

import com.fasterxml.jackson.databind.JsonNode;
import io.vizsla.api.model.Architecture;
import java.util.Comparator;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** Finds the dimensions that a model was trained to have its vectors cut to. */
final class TruncationFacts {

    private static final List<String> FILES =
            List.of("config_sentence_transformers.json", "modules.json", "config.json");
    private static final String ONE = "truncate_dim";
    private static final List<String> LISTS = List.of("matryoshka_dims", "matryoshka_dimensions");

    private final Findings findings;
    private final int dimension;
    private final SortedSet<Integer> found = new TreeSet<>(Comparator.reverseOrder());

    private TruncationFacts(Findings findings, int dimension) {
        this.findings = findings;
        this.dimension = dimension;
    }

    /** Returns the dimensions, the largest first; those that the options name in place of those of the export. */
    static List<Integer> read(ExportFolder export, ConfigFacts config, ImportOptions options, int dimension) {
        TruncationFacts facts = new TruncationFacts(export.findings(), dimension);
        if (config.architecture() == Architecture.CROSS_ENCODER) {
            if (!options.truncations().isEmpty()) {
                export.findings().problem("--truncations: a cross-encoder gives no vectors that could be cut");
            }
            return List.of();
        }
        options.truncations().forEach(one -> facts.add("--truncations", one));
        if (options.truncations().isEmpty()) {
            FILES.forEach(
                    file -> facts.file(file, file.equals(ModuleFacts.LIST) ? export.list(file) : export.json(file)));
        }
        return List.copyOf(facts.found);
    }

    private void file(String file, JsonNode content) {
        object(file, content);
        if (content.isArray()) {
            content.forEach(step -> object(file, step));
        }
    }

    private void object(String file, JsonNode object) {
        for (String field : LISTS) {
            object.path(field).forEach(one -> number(file + ": " + field, one));
        }
        JsonNode one = object.path(ONE);
        if (!one.isMissingNode() && !one.isNull()) {
            number(file + ": " + ONE, one);
            findings.notice(file + " says " + ONE + " " + one
                    + ": here vectors are whole, unless a collection is made with that dimension");
        }
    }

    private void number(String place, JsonNode value) {
        if (value.isInt()) {
            add(place, value.asInt());
        } else {
            findings.problem(place + " has " + value + ", which is no whole number");
        }
    }

    /** The whole dimension stands in many lists and is no truncation. */
    private void add(String place, int truncation) {
        if (truncation < 1 || dimension > 0 && truncation > dimension) {
            findings.problem(place + " has " + truncation + ", but vectors of dimension " + dimension
                    + " can only be cut to less");
        } else if (truncation != dimension) {
            found.add(truncation);
        }
    }
}
