package io.vizsla.evaluation.task;

import io.vizsla.evaluation.task.SourceFile.Line;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Reads comma-separated values as RFC 4180 writes them: a field in quotes may hold commas, line breaks and doubled quotes. */
final class CsvRows {

    private final SourceFile file;
    private final String text;
    private final List<Row> rows = new ArrayList<>();
    private List<String> fields = new ArrayList<>();
    private int at;
    private long line = 1;

    /**
     * A row.
     *
     * @param start where it begins
     */
    record Row(Line start, List<String> fields) {}

    private CsvRows(SourceFile file) {
        this.file = file;
        this.text = file.text(StandardCharsets.UTF_8);
    }

    /**
     * Returns all rows.
     *
     * @param width fields that each must have
     * @throws io.vizsla.api.error.VizslaException naming file and line if a quote is not closed, text follows a closing
     *     quote, or a row has another number of fields
     */
    static List<Row> read(SourceFile file, int width) {
        CsvRows csv = new CsvRows(file);
        while (csv.at < csv.text.length()) {
            csv.row(width);
        }
        return csv.rows;
    }

    private void row(int width) {
        Line start = new Line(file, line, "");
        fields = new ArrayList<>();
        boolean more = true;
        while (more) {
            fields.add(at < text.length() && text.charAt(at) == '"' ? quoted() : bare());
            more = at < text.length() && text.charAt(at) == ',';
            at += more ? 1 : 0;
        }
        endOfLine();
        if (fields.size() == 1 && fields.getFirst().isBlank()) {
            return;
        }
        if (fields.size() != width) {
            throw start.bad("", fields.size() + " fields", width + " fields between commas");
        }
        rows.add(new Row(start, List.copyOf(fields)));
    }

    private String quoted() {
        long opened = line;
        StringBuilder field = new StringBuilder();
        for (at++; at < text.length(); at++) {
            char c = text.charAt(at);
            boolean doubled = c == '"' && at + 1 < text.length() && text.charAt(at + 1) == '"';
            if (c == '"' && !doubled) {
                at++;
                return field.toString();
            }
            line += c == '\n' ? 1 : 0;
            field.append(c);
            at += doubled ? 1 : 0;
        }
        throw file.bad(opened, "", "a quote", "closed before the file ends");
    }

    private String bare() {
        int from = at;
        while (at < text.length() && text.charAt(at) != ',' && text.charAt(at) != '\n') {
            at++;
        }
        int to = at > from && text.charAt(at - 1) == '\r' ? at - 1 : at;
        return text.substring(from, to);
    }

    private void endOfLine() {
        if (at < text.length() && text.charAt(at) == '\r') {
            at++;
        }
        if (at < text.length()) {
            if (text.charAt(at) != '\n') {
                throw file.bad(line, "", text.charAt(at), "a comma or the line's end after a closing quote");
            }
            at++;
            line++;
        }
    }
}
