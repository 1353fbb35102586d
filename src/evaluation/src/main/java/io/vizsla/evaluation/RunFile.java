package io.vizsla.evaluation;

import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import io.vizsla.evaluation.TextLines.Place;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads and writes runs in TREC's form: {@code query-id Q0 document-id rank score tag}. We put tabs between the columns,
 * so that an id may hold blanks; trec_eval reads that as it reads blanks, but itself knows no ids with blanks.
 */
public final class RunFile {

    private static final int COLUMNS = 6;

    private RunFile() {}

    /**
     * Reads a run. Ranks and tags in the file do not matter: the order is that of the scores, as in trec_eval.
     *
     * @throws VizslaException {@code UNKNOWN_RESOURCE} if there is no such file; {@code INVALID_ARGUMENT} naming file and
     *     line if a line has not six columns or no finite score, or naming the query if a document stands twice
     */
    public static Run read(Path file) {
        Map<String, List<ScoredDocument>> rankings = new LinkedHashMap<>();
        TextLines.forEach(file, String.valueOf(file.getFileName()), (place, line) -> {
            String[] columns = columns(place, line);
            rankings.computeIfAbsent(columns[0], query -> new ArrayList<>())
                    .add(new ScoredDocument(columns[2], score(place, columns[4])));
        });
        Run.Builder run = Run.builder();
        rankings.forEach(run::add);
        return run.build();
    }

    /**
     * Writes a run.
     *
     * @param tag names the run; blanks in it become underscores
     * @throws VizslaException {@code STORE_UNAVAILABLE} if the file cannot be written
     */
    public static void write(Run run, String tag, Path file) {
        try (Writer out = Files.newBufferedWriter(file)) {
            for (String query : run.queries()) {
                write(query, run.of(query), tag.replaceAll("\\s+", "_"), out);
            }
        } catch (IOException | UncheckedIOException broken) {
            throw VizslaException.of(ErrorCode.STORE_UNAVAILABLE, "Cannot write " + file + ": " + broken, broken);
        }
    }

    private static void write(String query, List<ScoredDocument> ranking, String tag, Writer out) throws IOException {
        int rank = 1;
        for (ScoredDocument document : ranking) {
            out.write(query + "\tQ0\t" + document.id() + "\t" + rank + "\t" + document.score() + "\t" + tag + "\n");
            rank++;
        }
    }

    private static String[] columns(Place place, String line) {
        String[] tabbed = line.split("\t", -1);
        String[] columns = tabbed.length == COLUMNS ? tabbed : line.strip().split("\\s+");
        if (columns.length != COLUMNS) {
            throw place.bad(ErrorCode.INVALID_ARGUMENT, "", line, "query-id Q0 document-id rank score tag");
        }
        return columns;
    }

    private static double score(Place place, String text) {
        try {
            double score = Double.parseDouble(text);
            if (Double.isFinite(score)) {
                return score;
            }
        } catch (NumberFormatException notNumber) {
            throw badScore(place, text);
        }
        throw badScore(place, text);
    }

    private static VizslaException badScore(Place place, String text) {
        return place.bad(ErrorCode.INVALID_ARGUMENT, "score", text, "a finite number");
    }
}
