package io.vizsla.evaluation.task;

import io.vizsla.evaluation.task.SourceFile.Line;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** Reads sets of rated pairs of sentences. Every error names file and line. */
public final class PairFiles {

    private static final Set<String> VERDICTS = Set.of("ENTAILMENT", "NEUTRAL", "CONTRADICTION");

    private PairFiles() {}

    /**
     * Reads one split of the STS benchmark in a language, such as {@code en}: {@code stsb-LANGUAGE-SPLIT.csv} with two
     * sentences and a rating from 0 to 5, without a header.
     */
    public static List<ScoredPair> stsb(Path folder, String language, String split) {
        SourceFile file = SourceFile.of(folder, "stsb-" + language + "-" + split + ".csv");
        return CsvRows.read(file, 3).stream()
                .map(row -> new ScoredPair(
                        row.fields().get(0),
                        row.fields().get(1),
                        rating(row.start(), row.fields().get(2), 0)))
                .toList();
    }

    /** Reads one file of SICK for its relatedness, 1 to 5. */
    public static List<ScoredPair> sickRelatedness(Path folder, String file) {
        return sick(folder, file).stream()
                .map(row -> new ScoredPair(row.fields[1], row.fields[2], rating(row.line, row.fields[3], 1)))
                .toList();
    }

    /** Reads one file of SICK for its verdicts: a pair belongs together if the first sentence entails the second. */
    public static List<JudgedPair> sickEntailment(Path folder, String file) {
        return sick(folder, file).stream()
                .map(row -> new JudgedPair(
                        row.fields[1], row.fields[2], verdict(row).equals("ENTAILMENT")))
                .toList();
    }

    private static final class Row {
        private final Line line;
        private final String[] fields;

        Row(Line line) {
            this.line = line;
            this.fields = line.fields(5);
        }
    }

    private static List<Row> sick(Path folder, String file) {
        return SourceFile.of(folder, file).lines(StandardCharsets.UTF_8).stream()
                .skip(1)
                .map(Row::new)
                .toList();
    }

    private static String verdict(Row row) {
        String verdict = row.fields[4].strip();
        if (!VERDICTS.contains(verdict)) {
            throw row.line.bad(
                    "entailment",
                    verdict,
                    "one of " + VERDICTS.stream().sorted().toList());
        }
        return verdict;
    }

    private static double rating(Line line, String text, double least) {
        try {
            double rating = Double.parseDouble(text.strip());
            if (rating >= least && rating <= 5) {
                return rating;
            }
        } catch (NumberFormatException notNumber) {
            throw line.bad("rating", text, "a number");
        }
        throw line.bad("rating", text, "between " + least + " and 5");
    }
}
