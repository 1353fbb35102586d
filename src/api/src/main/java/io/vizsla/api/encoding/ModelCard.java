package io.vizsla.api.encoding;

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
        @Nullable DemonstrationBlend blend) {}
