package io.vizsla.benchmarks;

import io.vizsla.encoding.TokenProjectionFitter;
import io.vizsla.models.ModelFolder;
import io.vizsla.models.ModelFolders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Fits a model's token projection on the prose of a source tree: its Markdown paragraphs and Javadoc comments.
 *
 * <p>Arguments: models directory, model name, root of the source tree, file to write.
 */
public final class FitTokenProjections {

    private static final int COLUMNS = 128;
    private static final int SHORTEST = 60;
    private static final int MOST = 3000;

    private FitTokenProjections() {}

    /** Runs the fit. */
    public static void main(String[] args) throws IOException {
        ModelFolder model = new ModelFolders(Path.of(args[0])).find(args[1]);
        List<String> prose = prose(Path.of(args[2]));
        TokenProjectionFitter.fit(model.path(), model.manifest(), prose, COLUMNS)
                .write(Path.of(args[3]));
        System.out.println("Fitted " + args[1] + " on " + prose.size() + " paragraphs: " + args[3]);
    }

    /** Returns the paragraphs, evenly thinned to a bound. */
    static List<String> prose(Path root) throws IOException {
        List<String> prose = new ArrayList<>();
        for (Path file : files(root)) {
            String text = Files.readString(file);
            String name = file.toString();
            for (String paragraph : (name.endsWith(".md") ? text : comments(text)).split("\n\\s*\n")) {
                String line = paragraph
                        .replaceAll("[`*#|{}]|@\\w+|</?\\w+>", " ")
                        .replaceAll("\\s+", " ")
                        .strip();
                if (line.length() >= SHORTEST) {
                    prose.add(line);
                }
            }
        }
        int step = Math.max(1, prose.size() / MOST);
        return java.util.stream.IntStream.range(0, prose.size() / step)
                .mapToObj(i -> prose.get(i * step))
                .toList();
    }

    private static List<Path> files(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(
                            f -> f.toString().endsWith(".md") || f.toString().endsWith(".java"))
                    .filter(f -> !f.toString().contains("/target/"))
                    .sorted(Comparator.comparing(Path::toString))
                    .toList();
        }
    }

    private static String comments(String java) {
        StringBuilder comments = new StringBuilder();
        for (String block : java.split("/\\*\\*")) {
            int end = block.indexOf("*/");
            if (end > 0) {
                comments.append(block.substring(0, end).replaceAll("(?m)^\\s*\\* ?", ""))
                        .append("\n\n");
            }
        }
        return comments.toString();
    }
}
