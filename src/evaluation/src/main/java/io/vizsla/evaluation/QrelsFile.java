package io.vizsla.evaluation;

import io.vizsla.api.error.ErrorCode;
import io.vizsla.evaluation.TextLines.Place;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Reads judgements: lines of BEIR, {@code query-id TAB document-id TAB grade} under a header, or of TREC,
 * {@code query-id 0 document-id grade} with blanks between.
 */
public final class QrelsFile {

    private QrelsFile() {}

    /**
     * Reads a file.
     *
     * @throws io.vizsla.api.error.VizslaException {@code UNKNOWN_RESOURCE} if there is no such file;
     *     {@code INVALID_ARGUMENT} naming file and line if a line has neither form, a grade is not a whole number, or a
     *     pair is judged twice with different grades
     */
    public static Qrels read(Path file) {
        return read(file, String.valueOf(file.getFileName()));
    }

    static Qrels read(Path file, String shownName) {
        Map<String, Map<String, Integer>> grades = new LinkedHashMap<>();
        TextLines.forEach(file, shownName, (place, line) -> {
            if (!isHeader(place, line)) {
                add(grades, place, fields(place, line));
            }
        });
        return Qrels.of(grades);
    }

    private static boolean isHeader(Place place, String line) {
        return place.line() == 1 && line.startsWith("query-id");
    }

    private static String[] fields(Place place, String line) {
        String[] tabbed = line.split("\t", -1);
        if (tabbed.length == 3) {
            return tabbed;
        }
        String[] trec = line.strip().split("\\s+");
        if (trec.length != 4) {
            throw place.bad(
                    ErrorCode.INVALID_ARGUMENT,
                    "",
                    line,
                    "query-id TAB document-id TAB grade, or query-id 0 document-id grade");
        }
        return new String[] {trec[0], trec[2], trec[3]};
    }

    private static void add(Map<String, Map<String, Integer>> grades, Place place, String[] fields) {
        int grade = grade(place, fields[2]);
        Integer before = grades.computeIfAbsent(fields[0], query -> new LinkedHashMap<>())
                .putIfAbsent(fields[1], grade);
        if (before != null && before != grade) {
            throw place.bad(
                    ErrorCode.INVALID_ARGUMENT,
                    "grade of " + fields[1] + " for " + fields[0],
                    grade,
                    before + " as before");
        }
    }

    private static int grade(Place place, String text) {
        try {
            return Integer.parseInt(text.strip());
        } catch (NumberFormatException notNumber) {
            throw place.bad(ErrorCode.INVALID_ARGUMENT, "grade", text, "a whole number");
        }
    }
}
