package io.vizsla.encoding;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vizsla.api.encoding.Demonstration;
import io.vizsla.api.encoding.EncodingInput;
import io.vizsla.api.encoding.Instruction;
import io.vizsla.api.encoding.Role;
import io.vizsla.api.model.Architecture;
import io.vizsla.api.model.KnownTemplates;
import io.vizsla.api.model.ModelFile;
import io.vizsla.api.model.ModelManifest;
import io.vizsla.api.model.PaddingSide;
import io.vizsla.api.model.PoolingMode;
import io.vizsla.api.model.Precision;
import io.vizsla.api.model.PromptTemplate;
import io.vizsla.testkit.SharedData;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The decoder of the golden files, and what another implementation made of its texts. */
final class TinyMistral {

    private static final String NO_CHECKSUM = "0".repeat(64);

    private TinyMistral() {}

    /** A text, what the model should read for it, and the vector that should come of it. */
    record Case(String template, EncodingInput input, String prompt, int[] ids, float[] vector) {}

    static Path folder() {
        return SharedData.require("golden/tiny-mistral");
    }

    static ModelManifest manifest(PromptTemplate queries, PaddingSide padding, int maxTokens) {
        return new ModelManifest(
                "tiny-mistral",
                "1",
                Architecture.DECODER,
                Map.of(Precision.FP32, new ModelFile("model.onnx", NO_CHECKSUM, 0)),
                new ModelFile("tokenizer.json", NO_CHECKSUM, 0),
                null,
                0,
                48,
                maxTokens,
                PoolingMode.LAST_TOKEN,
                true,
                padding,
                "</s>",
                Map.of(Role.QUERY, queries),
                "en",
                Map.of());
    }

    static OnnxBiEncoder open(PromptTemplate queries, PaddingSide padding, int maxTokens) {
        EncoderOptions options = EncoderOptions.defaults()
                .withPrecision(PrecisionChoice.FP32, PrecisionChoice.FP32)
                .withCacheBytes(0);
        return OnnxBiEncoder.open(folder(), manifest(queries, padding, maxTokens), options);
    }

    static PromptTemplate template(String name) {
        return KnownTemplates.query(name).orElse(PromptTemplate.NONE);
    }

    static List<Case> cases() throws IOException {
        JsonNode golden =
                new ObjectMapper().readTree(folder().resolve("expected.json").toFile());
        List<Case> cases = new ArrayList<>();
        golden.get("cases").forEach(one -> cases.add(read(one)));
        return cases;
    }

    private static Case read(JsonNode one) {
        List<Demonstration> demonstrations = new ArrayList<>();
        one.path("demonstrations")
                .forEach(example -> demonstrations.add(new Demonstration(
                        example.get("query").asText(), example.get("passage").asText())));
        boolean query = one.has("query");
        EncodingInput input = query
                ? new EncodingInput(
                        one.get("query").asText(),
                        Role.QUERY,
                        new Instruction(one.path("instruction").asText("")),
                        demonstrations)
                : EncodingInput.passage(
                        one.path("text").asText(one.path("prompt").asText()));
        int[] ids = new int[one.get("ids").size()];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = one.get("ids").get(i).asInt();
        }
        float[] vector = new float[one.get("embedding").size()];
        for (int i = 0; i < vector.length; i++) {
            vector[i] = (float) one.get("embedding").get(i).asDouble();
        }
        return new Case(one.path("template").asText(), input, one.path("prompt").asText(), ids, vector);
    }
}
