package io.vizsla.refresh.pairs;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Questions without anybody who asks them: rare words in a frame. */
final class QuestionFrames {

    /** Of other languages the words alone, with a question mark. */
    private static final Map<String, List<String>> FRAMES = Map.of(
            "en",
            List.of("what is known about %s?", "how are %s related?", "what role does %s play?"),
            "de",
            List.of("was ist über %s bekannt?", "wie hängen %s zusammen?"),
            "fr",
            List.of("que sait-on de %s ?", "quel est le rôle de %s ?"),
            "es",
            List.of("¿qué se sabe de %s?", "¿qué papel tiene %s?"));

    private QuestionFrames() {}

    static String ask(List<String> words, String language, int draw) {
        List<String> frames =
                FRAMES.getOrDefault(Locale.forLanguageTag(language).getLanguage(), List.of("%s?"));
        return String.format(Locale.ROOT, frames.get(Math.floorMod(draw, frames.size())), String.join(" ", words));
    }
}
