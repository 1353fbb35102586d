package io.vizsla.api.model;

import io.vizsla.api.encoding.DemonstrationBlend;
import io.vizsla.api.encoding.ModelCard;
import io.vizsla.api.encoding.Purpose;
import io.vizsla.api.encoding.Role;
import io.vizsla.api.encoding.Space;
import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import io.vizsla.api.text.TextDigest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A model as the {@code model.json} of its folder states it.
 *
 * @param name a file name: 1 to 128 of {@code a-z 0-9 . _ -}, a letter or digit first
 * @param version of the weights
 * @param graphs the ONNX graph of each precision that the model comes in; at least one
 * @param tokenizer in the form of Hugging Face's {@code tokenizer.json}
 * @param tokenProjection matrix that reduces token vectors, null if the model gives none
 * @param tokenDimension columns of that matrix, 0 if there is none
 * @param dimension of the dense vectors; 1 for a cross-encoder
 * @param maxTokens the longest input, special tokens included
 * @param normalize whether vectors are brought to unit length
 * @param appendEos token that must end every input where the tokenizer does not add it, such as {@code </s>}
 * @param prompts what stands around a text of each role; a role without entry has no prompt
 * @param purposes prompts in place of those in {@code prompts} for collections of a purpose; what is left out is read as
 *     without purpose
 * @param blend how worked examples move a query's vector, where the query's prompt has no place for them; moves no
 *     passage, so it is no part of the space
 * @param output name of the graphs' output that is read, null for the usual one
 * @param truncations dimensions below {@code dimension} that the model was trained to have its vectors cut to, the largest
 *     first; moves no vector that is not cut, so it is no part of the space
 * @param longInputs what becomes of passages that are longer than {@code maxTokens}
 * @param querySide where the queries lie if they serve another model's passages, null for a model whose queries and
 *     passages belong together; no part of the space
 * @param language BCP 47 language, {@code und} for any
 * @param provenance where the model came from, as free keys and values
 */
public record ModelManifest(
        String name,
        String version,
        Architecture architecture,
        Map<Precision, ModelFile> graphs,
        ModelFile tokenizer,
        @Nullable ModelFile tokenProjection,
        int tokenDimension,
        int dimension,
        int maxTokens,
        PoolingMode pooling,
        boolean normalize,
        PaddingSide padding,
        @Nullable String appendEos,
        Map<Role, PromptTemplate> prompts,
        Map<Purpose, Map<Role, PromptTemplate>> purposes,
        DemonstrationBlend blend,
        @Nullable String output,
        List<Integer> truncations,
        LongInputs longInputs,
        @Nullable QuerySide querySide,
        String language,
        Map<String, String> provenance) {

    /** What names must match, of models and of the folders that they are kept in. */
    static final String NAME = "[a-z0-9][a-z0-9._-]{0,127}";

    private static final int LARGEST_DIMENSION = 4096;
    private static final int LONGEST_INPUT = 1 << 17;
    private static final int DIGEST_DIGITS = 12;

    public ModelManifest {
        graphs = Map.copyOf(graphs);
        prompts = Map.copyOf(prompts);
        purposes = Map.copyOf(purposes);
        truncations = truncations.stream().sorted(Comparator.reverseOrder()).toList();
        provenance = Map.copyOf(provenance);
        check(name.matches(NAME), "name", name, "1 to 128 of a-z 0-9 . _ -");
        check(!version.isBlank(), "version", version, "not blank");
        check(!graphs.isEmpty(), "graphs", graphs, "at least one graph");
        check(between(dimension, 1, LARGEST_DIMENSION), "dimension", dimension, "between 1 and " + LARGEST_DIMENSION);
        check(between(maxTokens, 4, LONGEST_INPUT), "maxTokens", maxTokens, "between 4 and " + LONGEST_INPUT);
        check(
                tokenProjection == null ? tokenDimension == 0 : between(tokenDimension, 1, dimension),
                "tokenDimension",
                tokenDimension,
                tokenProjection == null ? "0 without tokenProjection" : "between 1 and " + dimension);
        check(
                pooling != PoolingMode.GRAPH || tokenProjection == null,
                "tokenProjection",
                tokenProjection,
                "absent with pooling = graph, which shows no token states");
        Truncations.check(truncations, architecture, dimension);
        check(output == null || !output.isBlank(), "output", output, "not blank");
        if (querySide != null) {
            querySide.check(architecture, dimension, LARGEST_DIMENSION);
        }
    }

    /**
     * Describes a model that reads every purpose alike, whose queries no example moves, and that says nothing of its
     * output, of truncations, of long passages or of other models' passages.
     */
    public ModelManifest(
            String name,
            String version,
            Architecture architecture,
            Map<Precision, ModelFile> graphs,
            ModelFile tokenizer,
            @Nullable ModelFile tokenProjection,
            int tokenDimension,
            int dimension,
            int maxTokens,
            PoolingMode pooling,
            boolean normalize,
            PaddingSide padding,
            @Nullable String appendEos,
            Map<Role, PromptTemplate> prompts,
            String language,
            Map<String, String> provenance) {
        this(
                name,
                version,
                architecture,
                graphs,
                tokenizer,
                tokenProjection,
                tokenDimension,
                dimension,
                maxTokens,
                pooling,
                normalize,
                padding,
                appendEos,
                prompts,
                Map.of(),
                DemonstrationBlend.NONE,
                null,
                List.of(),
                LongInputs.TRUNCATE,
                null,
                language,
                provenance);
    }

    /** Returns a copy whose graphs are read at the output of this name, null for the usual one. */
    public ModelManifest withOutput(@Nullable String newOutput) {
        return with(blend, newOutput, truncations, longInputs, normalize, querySide);
    }

    /** Returns a copy whose vectors may be cut to these dimensions. */
    public ModelManifest withTruncations(List<Integer> newTruncations) {
        return with(blend, output, newTruncations, longInputs, normalize, querySide);
    }

    /** Returns a copy that treats long passages so. */
    public ModelManifest withLongInputs(LongInputs newLongInputs) {
        return with(blend, output, truncations, newLongInputs, normalize, querySide);
    }

    /** Returns a copy whose queries examples move so; it is of the same space. */
    public ModelManifest withBlend(DemonstrationBlend newBlend) {
        return with(newBlend, output, truncations, longInputs, normalize, querySide);
    }

    /** Returns a copy whose vectors keep the length that the model gives them; they are of another space. */
    public ModelManifest withoutNormalization() {
        return with(blend, output, truncations, longInputs, false, querySide);
    }

    /**
     * Returns a model that was trained from this one and reads texts as it does.
     *
     * @param newGraphs with the trained weights
     * @param newQuerySide whose passages its queries serve, null for its own
     * @param newProvenance what it was made of
     */
    public ModelManifest derived(
            String newName,
            String newVersion,
            Map<Precision, ModelFile> newGraphs,
            @Nullable QuerySide newQuerySide,
            Map<String, String> newProvenance) {
        return new ModelManifest(
                newName,
                newVersion,
                architecture,
                newGraphs,
                tokenizer,
                tokenProjection,
                tokenDimension,
                dimension,
                maxTokens,
                pooling,
                normalize,
                padding,
                appendEos,
                prompts,
                purposes,
                blend,
                output,
                truncations,
                longInputs,
                newQuerySide,
                language,
                newProvenance);
    }

    /** Returns a copy whose queries serve another model's passages, or with null belong to its own; of the same space. */
    public ModelManifest withQuerySide(@Nullable QuerySide newQuerySide) {
        return with(blend, output, truncations, longInputs, normalize, newQuerySide);
    }

    private ModelManifest with(
            DemonstrationBlend newBlend,
            @Nullable String newOutput,
            List<Integer> newTruncations,
            LongInputs newLongInputs,
            boolean newNormalize,
            @Nullable QuerySide newQuerySide) {
        return new ModelManifest(
                name,
                version,
                architecture,
                graphs,
                tokenizer,
                tokenProjection,
                tokenDimension,
                dimension,
                maxTokens,
                pooling,
                newNormalize,
                padding,
                appendEos,
                prompts,
                purposes,
                newBlend,
                newOutput,
                newTruncations,
                newLongInputs,
                newQuerySide,
                language,
                provenance);
    }

    /** Returns the prompt of a role. */
    public PromptTemplate prompt(Role role) {
        return prompts.getOrDefault(role, PromptTemplate.NONE);
    }

    /** Returns the prompt of a role in collections of a purpose. */
    public PromptTemplate prompt(Purpose purpose, Role role) {
        PromptTemplate own = purposes.getOrDefault(purpose, Map.of()).get(role);
        return own == null ? prompt(role) : own;
    }

    /** Returns the graph of a precision, or null if the model does not come in it. */
    public @Nullable ModelFile graph(Precision precision) {
        return graphs.get(precision);
    }

    /** Returns every file that the folder must hold, graphs first, each followed by its data. */
    public List<ModelFile> files() {
        List<ModelFile> files = new ArrayList<>();
        for (Precision precision : Precision.values()) {
            ModelFile graph = graphs.get(precision);
            if (graph != null) {
                files.add(graph);
                files.addAll(graph.data());
            }
        }
        files.add(tokenizer);
        if (tokenProjection != null) {
            files.add(tokenProjection);
        }
        if (querySide != null && querySide.map() != null) {
            files.add(querySide.map());
        }
        return List.copyOf(files);
    }

    /** Returns the space that the model writes into; its id names everything that moves the vectors. */
    public Space space() {
        return space(Purpose.KNOWLEDGE);
    }

    /** Returns the space of a purpose, which is the usual one where its prompts are the usual ones. */
    public Space space(Purpose purpose) {
        String projection =
                tokenProjection == null ? "none" : tokenProjection.sha256().substring(0, 12);
        return new Space(name + "@" + version + "/" + pooling.id() + (normalize ? "" : "/raw") + "/prompt-"
                + promptDigest(purpose) + "/tokens-" + projection + reading());
    }

    /** Returns what a space's id says of an output that is named and of windows; nothing where there are none. */
    private String reading() {
        String named = output == null ? "" : "/output-" + digest(output);
        return longInputs.areWindowed()
                ? named + "/windows-" + longInputs.windows() + "-" + longInputs.overlap()
                : named;
    }

    /** Returns what the rest of the platform may know of the model. */
    public ModelCard card() {
        return card(Purpose.KNOWLEDGE);
    }

    /** Returns what the rest of the platform may know of the model where it reads texts of a purpose. */
    public ModelCard card(Purpose purpose) {
        PromptTemplate query = prompt(purpose, Role.QUERY);
        return new ModelCard(
                name,
                version,
                space(purpose),
                dimension,
                tokenDimension,
                longInputs.reach(maxTokens),
                language,
                query.readsInstruction(),
                query.readsDemonstrations() ? null : blend,
                truncations,
                normalize);
    }

    private String promptDigest(Purpose purpose) {
        StringBuilder all = new StringBuilder(String.valueOf(appendEos));
        for (Role role : Role.values()) {
            all.append('\0').append(prompt(purpose, role).fingerprint());
        }
        return digest(all.toString());
    }

    private static String digest(String text) {
        return TextDigest.of(text).substring(0, DIGEST_DIGITS);
    }

    private static boolean between(int value, int least, int most) {
        return value >= least && value <= most;
    }

    private static void check(boolean holds, String field, @Nullable Object value, String bound) {
        if (!holds) {
            throw VizslaException.field(ErrorCode.INVALID_MODEL, field, value, bound);
        }
    }
}
