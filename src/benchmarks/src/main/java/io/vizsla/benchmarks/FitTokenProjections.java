package io.vizsla.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vizsla.encoding.TokenProjectionFitter;
import io.vizsla.models.ModelFolder;
import io.vizsla.models.ModelFolders;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Fits a model's token projection on the words of its own vocabulary: every whole word once, in random order, a line of
 * words at a time. No text of anybody is needed, every direction that a word can take is seen, and no subject is favored.
 * A projection that was fitted on prose of one subject kept less of what tells words apart.
 *
 * <p>Arguments: models directory, model name, file to write, then optionally a seed (1).
 */
public final class FitTokenProjections {

    private static final int COLUMNS = 256;
    private static final int WORDS_A_LINE = 24;

    private FitTokenProjections() {}

    /** Runs the fit. */
    public static void main(String[] args) throws IOException {
        ModelFolder model = new ModelFolders(Path.of(args[0])).find(args[1]);
        long seed = args.length > 3 ? Long.parseLong(args[3]) : 1;
        Path tokenizer = model.path().resolve(model.manifest().tokenizer().path());
        List<String> lines = lines(words(tokenizer), seed);
        TokenProjectionFitter.fit(model.path(), model.manifest(), lines, COLUMNS)
                .write(Path.of(args[2]));
        System.out.println(
                "Fitted " + args[1] + " on " + lines.size() + " lines of words, seed " + seed + ": " + args[2]);
    }

    /** Returns the whole words and numbers of a WordPiece vocabulary, in its order. */
    private static List<String> words(Path tokenizer) throws IOException {
        JsonNode vocabulary = new ObjectMapper().readTree(tokenizer.toFile()).at("/model/vocab");
        List<String> words = new ArrayList<>();
        vocabulary.fieldNames().forEachRemaining(word -> {
            if (word.matches("[a-z]{2,}|[0-9]+")) {
                words.add(word);
            }
        });
        return words;
    }

    private static List<String> lines(List<String> words, long seed) {
        Collections.shuffle(words, new Random(seed));
        List<String> lines = new ArrayList<>();
        for (int i = 0; i + WORDS_A_LINE <= words.size(); i += WORDS_A_LINE) {
            lines.add(String.join(" ", words.subList(i, i + WORDS_A_LINE)));
        }
        return lines;
    }
}
