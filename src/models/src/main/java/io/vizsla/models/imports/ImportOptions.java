package io.vizsla.models.imports;

import io.vizsla.api.error.VizslaException;
import io.vizsla.api.model.KnownTemplates;
import io.vizsla.api.model.PoolingMode;
import io.vizsla.api.model.Precision;
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
 * @param precisions the graphs to keep; empty for single precision and, where it can be made, 8 bits
 * @param limits of archives
 */
public record ImportOptions(
        @Nullable String name,
        @Nullable String version,
        @Nullable String template,
        @Nullable PoolingMode pooling,
        @Nullable Integer maxTokens,
        @Nullable String graph,
        Set<Precision> precisions,
        ArchiveLimits limits) {

    /** Everything as the export says it. */
    public static final ImportOptions DEFAULTS =
            new ImportOptions(null, null, null, null, null, null, Set.of(), ArchiveLimits.DEFAULTS);

    public ImportOptions {
        precisions = Set.copyOf(precisions);
        check(name == null || name.matches("[a-z0-9][a-z0-9._-]{0,127}"), "name", name, "1 to 128 of a-z 0-9 . _ -");
        check(version == null || !version.isBlank(), "version", version, "not blank");
        check(
                template == null || KnownTemplates.query(template).isPresent(),
                "template",
                template,
                "one of " + KnownTemplates.names());
        check(maxTokens == null || maxTokens >= 4, "max-tokens", maxTokens, "at least 4");
    }

    /** Returns a copy with this name. */
    public ImportOptions withName(String newName) {
        return new ImportOptions(newName, version, template, pooling, maxTokens, graph, precisions, limits);
    }

    /** Returns a copy with this prompt form. */
    public ImportOptions withTemplate(String newTemplate) {
        return new ImportOptions(name, version, newTemplate, pooling, maxTokens, graph, precisions, limits);
    }

    /** Returns a copy with this pooling. */
    public ImportOptions withPooling(PoolingMode newPooling) {
        return new ImportOptions(name, version, template, newPooling, maxTokens, graph, precisions, limits);
    }

    /** Returns a copy that keeps these graphs. */
    public ImportOptions withPrecisions(Set<Precision> newPrecisions) {
        return new ImportOptions(name, version, template, pooling, maxTokens, graph, newPrecisions, limits);
    }

    /** Returns a copy that takes this graph. */
    public ImportOptions withGraph(String newGraph) {
        return new ImportOptions(name, version, template, pooling, maxTokens, newGraph, precisions, limits);
    }

    /** Returns a copy with these bounds of archives. */
    public ImportOptions withLimits(ArchiveLimits newLimits) {
        return new ImportOptions(name, version, template, pooling, maxTokens, graph, precisions, newLimits);
    }

    private static void check(boolean holds, String field, @Nullable Object value, String bound) {
        if (!holds) {
            throw VizslaException.invalid(field, value, bound);
        }
    }
}
