package io.vizsla.models.imports;

import io.vizsla.api.error.VizslaException;
import io.vizsla.api.model.KnownTemplates;
import io.vizsla.api.model.PoolingMode;
import io.vizsla.api.model.Precision;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What whoever imports a model says of it. What is left null is taken from the export.
 *
 * @param name of the model; null for the export's file name
 * @param version of the weights; null for the beginning of their checksum
 * @param template name of a known prompt form
 * @param pooling where the export does not say it, or says it wrongly
 * @param maxTokens the longest input; at most what the export allows
 * @param graph path of the graph inside the export, where there are several
 * @param output name of the graph's output that holds token states or vectors, where there are several
 * @param precisions the graphs to keep; empty for single precision and, where it can be made, 8 bits
 * @param truncations dimensions that vectors may be cut to; empty for those that the export states
 * @param longInputs what becomes of passages that are too long; null for cut at the end
 * @param limits of archives
 */
public record ImportOptions(
        @Nullable String name,
        @Nullable String version,
        @Nullable String template,
        @Nullable PoolingMode pooling,
        @Nullable Integer maxTokens,
        @Nullable String graph,
        @Nullable String output,
        Set<Precision> precisions,
        List<Integer> truncations,
        @Nullable LongInputsOption longInputs,
        ArchiveLimits limits) {

    /** Everything as the export says it. */
    public static final ImportOptions DEFAULTS = new ImportOptions(
            null, null, null, null, null, null, null, Set.of(), List.of(), null, ArchiveLimits.DEFAULTS);

    public ImportOptions {
        precisions = Set.copyOf(precisions);
        truncations = List.copyOf(truncations);
        check(name == null || name.matches("[a-z0-9][a-z0-9._-]{0,127}"), "name", name, "1 to 128 of a-z 0-9 . _ -");
        check(version == null || !version.isBlank(), "version", version, "not blank");
        check(
                template == null || KnownTemplates.query(template).isPresent(),
                "template",
                template,
                "one of " + KnownTemplates.names());
        check(output == null || !output.isBlank(), "output", output, "not blank");
        check(truncations.stream().allMatch(one -> one > 0), "truncations", truncations, "whole numbers above 0");
        check(maxTokens == null || maxTokens >= 4, "max-tokens", maxTokens, "at least 4");
    }

    /** Returns a copy with this name. */
    public ImportOptions withName(String newName) {
        return new ImportOptions(
                newName,
                version,
                template,
                pooling,
                maxTokens,
                graph,
                output,
                precisions,
                truncations,
                longInputs,
                limits);
    }

    /** Returns a copy with this prompt form. */
    public ImportOptions withTemplate(String newTemplate) {
        return new ImportOptions(
                name,
                version,
                newTemplate,
                pooling,
                maxTokens,
                graph,
                output,
                precisions,
                truncations,
                longInputs,
                limits);
    }

    /** Returns a copy with this pooling. */
    public ImportOptions withPooling(PoolingMode newPooling) {
        return new ImportOptions(
                name,
                version,
                template,
                newPooling,
                maxTokens,
                graph,
                output,
                precisions,
                truncations,
                longInputs,
                limits);
    }

    /** Returns a copy that keeps these graphs. */
    public ImportOptions withPrecisions(Set<Precision> newPrecisions) {
        return new ImportOptions(
                name,
                version,
                template,
                pooling,
                maxTokens,
                graph,
                output,
                newPrecisions,
                truncations,
                longInputs,
                limits);
    }

    /** Returns a copy that takes this graph. */
    public ImportOptions withGraph(String newGraph) {
        return new ImportOptions(
                name,
                version,
                template,
                pooling,
                maxTokens,
                newGraph,
                output,
                precisions,
                truncations,
                longInputs,
                limits);
    }

    /** Returns a copy that reads this output. */
    public ImportOptions withOutput(String newOutput) {
        return new ImportOptions(
                name,
                version,
                template,
                pooling,
                maxTokens,
                graph,
                newOutput,
                precisions,
                truncations,
                longInputs,
                limits);
    }

    /** Returns a copy whose vectors may be cut to these dimensions. */
    public ImportOptions withTruncations(List<Integer> newTruncations) {
        return new ImportOptions(
                name,
                version,
                template,
                pooling,
                maxTokens,
                graph,
                output,
                precisions,
                newTruncations,
                longInputs,
                limits);
    }

    /** Returns a copy that treats long passages so. */
    public ImportOptions withLongInputs(LongInputsOption newLongInputs) {
        return new ImportOptions(
                name,
                version,
                template,
                pooling,
                maxTokens,
                graph,
                output,
                precisions,
                truncations,
                newLongInputs,
                limits);
    }

    /** Returns a copy with these bounds of archives. */
    public ImportOptions withLimits(ArchiveLimits newLimits) {
        return new ImportOptions(
                name,
                version,
                template,
                pooling,
                maxTokens,
                graph,
                output,
                precisions,
                truncations,
                longInputs,
                newLimits);
    }

    private static void check(boolean holds, String field, @Nullable Object value, String bound) {
        if (!holds) {
            throw VizslaException.invalid(field, value, bound);
        }
    }
}
