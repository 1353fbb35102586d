package io.vizsla.models.imports;

import static org.assertj.core.api.Assertions.assertThat;

import io.vizsla.api.encoding.Role;
import io.vizsla.api.model.KnownTemplates;
import io.vizsla.api.model.PromptTemplate;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** What becomes of the prompts of an export. */
class ImportedPromptsTest extends Importing {

    @Test
    void promptsBecomeFormsOrFixedWords() throws IOException {
        export.text("config_sentence_transformers.json", """
                {"prompts":{"query":"Instruct: Find it\\nQuery: ","document":"text: ","clustering":"c: "}}""");

        ImportedModel model = run(ImportOptions.DEFAULTS);

        assertThat(model.folder().manifest().prompt(Role.QUERY))
                .isEqualTo(KnownTemplates.E5_INSTRUCT.withInstruction("Find it"));
        assertThat(model.folder().manifest().prompt(Role.PASSAGE)).isEqualTo(PromptTemplate.prefix("text: "));
        assertThat(notices(model))
                .singleElement()
                .asString()
                .contains("clustering")
                .doesNotContain("query:");
    }

    @Test
    void aNamedFormTakesThePlaceOfPrompts() throws IOException {
        export.text("config_sentence_transformers.json", "{\"prompts\":{\"query\":\"q: \"}}");

        ImportedModel model = run(ImportOptions.DEFAULTS.withTemplate("e5"));

        assertThat(model.folder().manifest().prompt(Role.QUERY)).isEqualTo(KnownTemplates.E5_QUERY);
        assertThat(model.folder().manifest().prompt(Role.PASSAGE)).isEqualTo(KnownTemplates.E5_PASSAGE);
        assertThat(notices(model)).singleElement().asString().contains("e5");
    }
}
