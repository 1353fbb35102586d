package io.vizsla.models;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vizsla.api.encoding.Role;
import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import io.vizsla.api.model.KnownTemplates;
import io.vizsla.api.model.PromptTemplate;
import java.util.Optional;

/**
 * A prompt as a manifest states it: fixed words, {@code {"prefix", "suffix"}}; the name of a known form, {@code
 * {"template": "bge-icl"}}, if need be with an instruction of its own; or a form of its own, {@code {"template", "version",
 * "text", "demonstration", "separator", "instruction"}}.
 */
final class PromptJson {

    private static final ObjectMapper JSON = new ObjectMapper();

    private PromptJson() {}

    static ObjectNode write(PromptTemplate prompt) {
        ObjectNode node = JSON.createObjectNode();
        node.put("template", prompt.name()).put("version", prompt.version()).put("text", prompt.text());
        if (prompt.demonstration() != null) {
            node.put("demonstration", prompt.demonstration()).put("separator", prompt.separator());
        }
        if (prompt.readsInstruction()) {
            node.put("instruction", prompt.instruction());
        }
        return node;
    }

    /**
     * Reads a prompt.
     *
     * @throws VizslaException {@code INVALID_MODEL} naming what is wrong with it
     */
    static PromptTemplate read(Role role, JsonNode node) {
        if (!node.has("template")) {
            return PromptTemplate.around(
                    node.path("prefix").asText(""), node.path("suffix").asText(""));
        }
        return node.has("text") ? own(node) : known(role, node);
    }

    private static PromptTemplate own(JsonNode node) {
        JsonNode demonstration = node.path("demonstration");
        return new PromptTemplate(
                node.path("template").asText(),
                node.path("version").asText("1"),
                node.path("text").asText(),
                demonstration.isTextual() ? demonstration.asText() : null,
                node.path("separator").asText(demonstration.isTextual() ? "\n\n" : ""),
                node.path("instruction").asText(""));
    }

    private static PromptTemplate known(Role role, JsonNode node) {
        String name = node.path("template").asText();
        Optional<PromptTemplate> found = role == Role.QUERY ? KnownTemplates.query(name) : KnownTemplates.passage(name);
        PromptTemplate template = found.orElseThrow(() -> VizslaException.field(
                ErrorCode.INVALID_MODEL,
                "prompts.template",
                name,
                "one of " + KnownTemplates.names() + ", or with a text of its own"));
        JsonNode instruction = node.path("instruction");
        return instruction.isTextual() && template.readsInstruction()
                ? template.withInstruction(instruction.asText())
                : template;
    }
}
