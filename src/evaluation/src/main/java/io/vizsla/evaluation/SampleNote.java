package io.vizsla.evaluation;

import java.util.Collection;
import java.util.Locale;

/** Says how a down-sampled test set was made, for its {@code SOURCE.md}. */
public final class SampleNote {

    private SampleNote() {}

    /**
     * Returns the note in Markdown.
     *
     * @param systems names of the runs that were pooled
     * @param version of the platform
     */
    public static String of(
            BeirFolder folder, String split, CorpusSample sample, Collection<String> systems, String version) {
        return """
                # %s, down-sampled for its split %s

                %s. Documents, queries and judgments are those of the original, unchanged; queries and
                judgments of other splits are left out. The license of the original holds.

                - Original: `%s`, SHA-256 of corpus, queries and judgments `%s`
                - Pooled runs: %s
                - %s
                - Made by Vizsla %s

                For comparing systems with each other; figures to report come from the whole corpus. A system
                whose run was not pooled may have an advantage: its own false hits can be missing.
                """.formatted(
                        folder.name(),
                        split,
                        kept(sample),
                        folder.name(),
                        folder.hash(split),
                        String.join(", ", systems),
                        pooled(sample),
                        version);
    }

    /** Returns how many documents stay, such as {@code 1,295 of 5,183 documents (25.0 %)}. */
    public static String kept(CorpusSample sample) {
        return String.format(
                Locale.ROOT,
                "%,d of %,d documents (%.1f %%)",
                sample.documents().size(),
                sample.of(),
                100 * sample.share());
    }

    /** Returns which documents stay, and the seed where some were drawn. */
    public static String pooled(CorpusSample sample) {
        String all = String.format(
                Locale.ROOT,
                "%,d judged documents and %,d hard negatives: of each system and query the first %d that mislead",
                sample.judged(),
                sample.negatives(),
                sample.misleading());
        all += sample.others() == 0 ? "" : String.format(Locale.ROOT, " and the first %d others", sample.others());
        return sample.drawn() == 0
                ? all
                : all
                        + String.format(
                                Locale.ROOT,
                                ", and %,d drawn from the %,d at the next rank (seed %d)",
                                sample.drawn(),
                                sample.drawnOf(),
                                sample.options().seed());
    }
}
