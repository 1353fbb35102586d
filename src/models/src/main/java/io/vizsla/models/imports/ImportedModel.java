package io.vizsla.models.imports;

import io.vizsla.models.ModelFolder;
import java.util.List;

/**
 * A model that was imported.
 *
 * @param notices what was left out or assumed, a sentence each
 */
public record ImportedModel(ModelFolder folder, List<String> notices) {

    public ImportedModel {
        notices = List.copyOf(notices);
    }
}
