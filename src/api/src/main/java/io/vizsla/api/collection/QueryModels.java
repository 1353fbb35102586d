package io.vizsla.api.collection;

import org.jspecify.annotations.Nullable;

/**
 * Which models read a collection's queries, by name. Its documents are always encoded by the collection's own model; another
 * one whose queries lie in that model's space can take its place for queries at once, and give it back.
 *
 * @param champion reads queries; null for the collection's own model
 * @param challenger is to be compared with the champion; null for none
 * @param previous read queries before the champion, and does again after a rollback; may be the collection's own model. Null
 *     if there was no other
 */
public record QueryModels(
        @Nullable String champion,
        @Nullable String challenger,
        @Nullable String previous) {

    /** The collection's own model reads the queries and always did. */
    public static final QueryModels NONE = new QueryModels(null, null, null);

    /**
     * Returns the name of the model that reads queries.
     *
     * @param own name of the collection's model
     */
    public String serving(String own) {
        return champion == null ? own : champion;
    }

    /**
     * Returns these with another challenger.
     *
     * @param model that is compared with the champion from now on; null for none
     */
    public QueryModels challengedBy(@Nullable String model) {
        return new QueryModels(champion, model, previous);
    }

    /**
     * Returns these with another champion; the one that served becomes the previous one. Nothing changes if it serves
     * already.
     *
     * @param model that is to read queries from now on
     * @param own name of the collection's model
     */
    public QueryModels with(String model, String own) {
        String serving = serving(own);
        if (model.equals(serving)) {
            return this;
        }
        return new QueryModels(model.equals(own) ? null : model, model.equals(challenger) ? null : challenger, serving);
    }
}
