package io.vizsla.api.encoding;

import java.util.Objects;

/**
 * The coordinate system that a model version writes into. Vectors are compared only inside one space.
 *
 * @param id made of everything that moves the vectors: model, version, pooling, prompt template, token projection
 */
public record Space(String id) {

    public Space {
        Objects.requireNonNull(id, "id");
    }

    @Override
    public String toString() {
        return id;
    }
}
