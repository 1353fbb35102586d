package io.vizsla.encoding;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * What a {@code tokenizer.json} says of its tokens.
 *
 * @param specialTokens those by which a model is steered and that a blank can take apart
 * @param largestId of all tokens, added ones included; 0 where there are none
 */
record Vocabulary(List<String> specialTokens, int largestId) {

    private static final ObjectMapper JSON = new ObjectMapper();

    static Vocabulary read(Path file) throws IOException {
        JsonNode root = JSON.readTree(file.toFile());
        JsonNode added = root.path("added_tokens");
        return new Vocabulary(SpecialTokens.of(added), Math.max(largest(root.path("model")), largestAdded(added)));
    }

    /** Words with their ids, or, as unigram models have it, words with their scores in the order of the ids. */
    private static int largest(JsonNode model) {
        JsonNode words = model.path("vocab");
        int largest = words.isArray() ? words.size() - 1 : 0;
        if (words.isObject()) {
            for (JsonNode id : words) {
                largest = Math.max(largest, id.asInt());
            }
        }
        return largest;
    }

    private static int largestAdded(JsonNode added) {
        int largest = 0;
        for (JsonNode token : added) {
            largest = Math.max(largest, token.path("id").asInt());
        }
        return largest;
    }
}
