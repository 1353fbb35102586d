package io.vizsla.encoding;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** Finds the tokens by which a model is steered, and takes that power from them where they stand in somebody's text. */
final class SpecialTokens {

    private SpecialTokens() {}

    /**
     * Returns those of a tokenizer's added tokens that are special and that a blank can take apart: longer than one
     * character and not beginning with a blank themselves.
     */
    static List<String> of(JsonNode added) {
        List<String> tokens = new ArrayList<>();
        for (JsonNode token : added) {
            String content = token.path("content").asText("");
            if (token.path("special").asBoolean() && separable(content)) {
                tokens.add(content);
            }
        }
        return List.copyOf(tokens);
    }

    /** A blank put into anything else would leave the marker there, however often it is done. */
    static boolean separable(String token) {
        return token.codePointCount(0, token.length()) > 1 && !Character.isWhitespace(token.charAt(0));
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
