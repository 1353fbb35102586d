package io.vizsla.encoding;

import io.vizsla.api.model.PromptTemplate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Everything that steers a model which reads a form: special tokens, the token at the end, markers of the form such as
 * {@code <response>}, and its labels at the start of a line such as {@code Query:}. Safe for any number of threads.
 *
 * @param anywhere what is taken apart wherever it stands
 * @param lines what is taken apart at the start of a line
 */
record Steering(List<String> anywhere, List<LineMarker> lines) {

    private static final Pattern MARKER = Pattern.compile("<[^<>\\s]{1,40}>");

    /**
     * Returns what steers a model.
     *
     * @param end the token that the manifest has every input end with, null for none: it steers also where the tokenizer does
     *     not call it special
     */
    static Steering of(PromptTemplate form, @Nullable String end, HfTokenizer tokenizer) {
        List<String> anywhere = new ArrayList<>(tokenizer.specialTokens());
        if (end != null && SpecialTokens.separable(end)) {
            anywhere.add(end);
        }
        Matcher found = MARKER.matcher(form.text() + Objects.requireNonNullElse(form.demonstration(), ""));
        while (found.find()) {
            anywhere.add(found.group());
        }
        List<LineMarker> lines = form.lineStarts().stream()
                .filter(words -> !MARKER.matcher(words).lookingAt())
                .map(words -> LineMarker.of(words, tokenizer))
                .flatMap(Optional::stream)
                .toList();
        return new Steering(anywhere.stream().distinct().toList(), lines);
    }

    /** Returns a clean text in which nothing steers. */
    String disarm(String text) {
        String disarmed = SpecialTokens.disarm(text, anywhere);
        for (LineMarker marker : lines) {
            disarmed = marker.disarm(disarmed);
        }
        return disarmed;
    }
}
