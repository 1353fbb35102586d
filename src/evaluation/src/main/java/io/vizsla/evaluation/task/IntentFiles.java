package io.vizsla.evaluation.task;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import io.vizsla.evaluation.task.SourceFile.Line;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads sets of utterances and questions with their classes. Every error names file and line. */
public final class IntentFiles {

    private IntentFiles() {}

    /** Reads one split of BANKING77: {@code SPLIT.csv} with the columns text and category under a header. */
    public static List<LabeledText> banking77(Path folder, String split) {
        SourceFile file = SourceFile.of(folder, split + ".csv");
        List<CsvRows.Row> rows = CsvRows.read(file, 2);
        return rows.stream()
                .skip(1)
                .map(row ->
                        labeled(row.start(), row.fields().get(0), row.fields().get(1)))
                .toList();
    }

    /**
     * Reads one split of the TREC questions: {@code raw/TREC.SPLIT}, in Latin-1, {@code COARSE:fine question} on a
     * line. The classes are the coarse ones unless fine ones are asked for.
     */
    public static List<LabeledText> trec(Path folder, String split, boolean fine) {
        SourceFile file = SourceFile.of(folder, "raw/TREC." + split);
        return file.lines(StandardCharsets.ISO_8859_1).stream()
                .map(line -> question(line, fine))
                .toList();
    }

    private static LabeledText question(Line line, boolean fine) {
        int blank = line.text().indexOf(' ');
        int colon = line.text().indexOf(':');
        if (colon < 1 || blank <= colon + 1) {
            throw line.bad("", line.text(), "COARSE:fine question");
        }
        return labeled(line, line.text().substring(blank + 1), line.text().substring(0, fine ? blank : colon));
    }

    /** Reads the titles of Stack Overflow and their classes: two files in Latin-1, line by line beside each other. */
    public static List<LabeledText> stackOverflow(Path folder) {
        List<Line> titles = SourceFile.of(folder, "title_StackOverflow.txt").lines(StandardCharsets.ISO_8859_1);
        SourceFile labelFile = SourceFile.of(folder, "label_StackOverflow.txt");
        List<Line> labels = labelFile.lines(StandardCharsets.ISO_8859_1);
        if (titles.size() != labels.size()) {
            throw labelFile.bad(labels.size(), "", labels.size() + " classes", "as many as titles, " + titles.size());
        }
        List<LabeledText> all = new ArrayList<>();
        for (int i = 0; i < titles.size(); i++) {
            String label = labels.get(i).text().strip();
            if (!label.matches("[1-9][0-9]{0,3}")) {
                throw labels.get(i).bad("class", label, "a number from 1");
            }
            all.add(labeled(titles.get(i), titles.get(i).text(), label));
        }
        return all;
    }

    /**
     * Reads one split of CLINC150, such as {@code train} or {@code oos_test}: {@code data_full.json} holds a list of
     * {@code [text, class]} for each.
     */
    public static List<LabeledText> clinc150(Path folder, String split) {
        SourceFile file = SourceFile.of(folder, "data_full.json");
        List<LabeledText> found = clinc(file).get(split);
        if (found == null) {
            throw VizslaException.of(ErrorCode.UNKNOWN_RESOURCE, file.name() + " has no split " + split);
        }
        return found;
    }

    private static Map<String, List<LabeledText>> clinc(SourceFile file) {
        Map<String, List<LabeledText>> splits = new LinkedHashMap<>();
        try (JsonParser json = new JsonFactory().createParser(file.bytes())) {
            expect(file, json, json.nextToken(), JsonToken.START_OBJECT);
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                splits.put(json.currentName(), utterances(file, json));
            }
            expect(file, json, json.currentToken(), JsonToken.END_OBJECT);
            return splits;
        } catch (JsonProcessingException broken) {
            throw VizslaException.of(
                    ErrorCode.INVALID_JSON,
                    file.name() + " line " + broken.getLocation().getLineNr() + ": is not valid JSON: "
                            + broken.getOriginalMessage(),
                    broken);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static List<LabeledText> utterances(SourceFile file, JsonParser json) throws IOException {
        List<LabeledText> all = new ArrayList<>();
        expect(file, json, json.nextToken(), JsonToken.START_ARRAY);
        while (json.nextToken() == JsonToken.START_ARRAY) {
            expect(file, json, json.nextToken(), JsonToken.VALUE_STRING);
            Line start = new Line(file, json.currentTokenLocation().getLineNr(), "");
            String text = json.getText();
            expect(file, json, json.nextToken(), JsonToken.VALUE_STRING);
            all.add(labeled(start, text, json.getText()));
            expect(file, json, json.nextToken(), JsonToken.END_ARRAY);
        }
        expect(file, json, json.currentToken(), JsonToken.END_ARRAY);
        return all;
    }

    private static void expect(SourceFile file, JsonParser json, @Nullable JsonToken token, JsonToken right) {
        if (token != right) {
            throw file.bad(
                    json.currentTokenLocation().getLineNr(),
                    "",
                    String.valueOf(token),
                    right + " of {split: [[text, class], ...]}");
        }
    }

    private static LabeledText labeled(Line line, String text, String label) {
        if (text.isBlank() || label.isBlank()) {
            throw line.bad(text.isBlank() ? "text" : "class", "", "not blank");
        }
        return new LabeledText(text.strip(), label.strip());
    }
}
