package io.vizsla.encoding;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Finds the tokens by which a model is steered, and takes that power from them where they stand in somebody's text. */
final class SpecialTokens {

    private static final ObjectMapper JSON = new ObjectMapper();

    private SpecialTokens() {}

    /** Returns the special tokens of a {@code tokenizer.json} that are longer than one character. */
    static List<String> read(Path file) throws IOException {
        List<String> tokens = new ArrayList<>();
        for (JsonNode token : JSON.readTree(file.toFile()).path("added_tokens")) {
            String content = token.path("content").asText("");
            if (token.path("special").asBoolean() && content.length() > 1) {
                tokens.add(content);
            }
        }
        return List.copyOf(tokens);
    }

    /** Returns the text with a blank after the first character of each marker, so that it is words like any other. */
    static String disarm(String text, Iterable<String> markers) {
        String disarmed = text;
        for (String marker : markers) {
            // Once more, since what is left around a marker may be one.
            while (disarmed.contains(marker)) {
                int first = Character.charCount(marker.codePointAt(0));
                disarmed = disarmed.replace(marker, marker.substring(0, first) + " " + marker.substring(first));
            }
        }
        return disarmed;
    }
}
