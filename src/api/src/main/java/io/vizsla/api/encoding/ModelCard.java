package io.vizsla.api.encoding;

import io.vizsla.api.error.VizslaException;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the rest of the platform may know of a model.
 *
 * @param name such as {@code bge-small-en-v1.5}
 * @param version of the model
 * @param space that it writes into
 * @param dimension of its dense vectors
 * @param tokenDimension of its reduced token vectors, 0 if it gives none
 * @param maxTokens the longest passage, special tokens included; longer ones are truncated. More than a query may have
 *     where the model reads long passages in windows
 * @param language BCP 47 language of the text it was made for, {@code und} if it is for any
 * @param readsInstructions whether a query's instruction is part of what the model reads
 * @param blend how worked examples move a query's vector; null if the model reads them itself
 * @param truncations dimensions that the dense vectors may be cut to, the largest first
 * @param normalized whether dense vectors are of unit length
 */
public record ModelCard(
        String name,
        String version,
        Space space,
        int dimension,
        int tokenDimension,
        int maxTokens,
        String language,
        boolean readsInstructions,
        @Nullable DemonstrationBlend blend,
        List<Integer> truncations,
        boolean normalized) {

    public ModelCard {
        truncations = List.copyOf(truncations);
    }

    /** Describes a model whose vectors are of unit length and cannot be cut. */
    public ModelCard(
            String name,
            String version,
            Space space,
            int dimension,
            int tokenDimension,
            int maxTokens,
            String language,
            boolean readsInstructions,
            @Nullable DemonstrationBlend blend) {
        this(
                name,
                version,
                space,
                dimension,
                tokenDimension,
                maxTokens,
                language,
                readsInstructions,
                blend,
                List.of(),
                true);
    }

    /**
     * Checks that dense vectors can be had with a dimension: the model's own, or one that they may be cut to.
     *
     * @param field that asks for it
     * @throws VizslaException {@code INVALID_ARGUMENT} naming the field and what is allowed
     */
    public int checkDimension(String field, long wanted) {
        List<Integer> allowed =
                Stream.concat(Stream.of(dimension), truncations.stream()).toList();
        if (allowed.stream().noneMatch(one -> one == wanted)) {
            throw VizslaException.invalid(
                    field,
                    wanted,
                    truncations.isEmpty()
                            ? dimension + ", the only one of " + name
                            : "one of " + allowed + ", those of " + name);
        }
        return (int) wanted;
    }

    /** Returns the card of the model with vectors cut to a dimension, which cannot be cut again. */
    ModelCard cutTo(int wanted) {
        return new ModelCard(
                name,
                version,
                new Space(space.id() + "/dim-" + checkDimension("dimension", wanted)),
                wanted,
                tokenDimension,
                maxTokens,
                language,
                readsInstructions,
                blend,
                List.of(),
                normalized);
    }
}
