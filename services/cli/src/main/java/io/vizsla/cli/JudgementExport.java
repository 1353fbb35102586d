package io.vizsla.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.Stream;

/**
 * Judgements in the layout of BEIR: {@code queries.jsonl} and {@code qrels/train.tsv}. The corpus is not part, and clicks are
 * left out: a click may only mean that a document stood above the others.
 */
final class JudgementExport {

    private static final String QUERIES = "queries.jsonl";
    private static final String QRELS = "qrels/train.tsv";
    private static final String HEAD = "query-id\tcorpus-id\tscore";

    private final SequencedMap<String, String> queries = new LinkedHashMap<>();
    private final SequencedMap<String, Row> rows = new LinkedHashMap<>();

    private record Row(String query, String document, int grade) {

        /** Ids hold neither tabs nor line ends. */
        private String line() {
            return query + '\t' + document + '\t' + grade;
        }
    }

    /** Takes a judgement as the instance lists it; passes clicks over. */
    void add(JsonNode one) {
        if (one.path("source").asText().equals("clicked")) {
            return;
        }
        String query = one.path("queryId").asText();
        String document = one.path("documentId").asText();
        queries.putIfAbsent(query, one.path("query").asText());
        rows.put(
                query + '\t' + document,
                new Row(query, document, one.path("grade").asInt()));
    }

    /** Returns how many judgements there are. */
    int judgements() {
        return rows.size();
    }

    /** Returns how many queries they are of. */
    int queries() {
        return queries.size();
    }

    /**
     * Checks that nothing would be overwritten.
     *
     * @throws CliException with {@link ExitCode#USAGE} naming the file that is there
     */
    static void checkFree(Path folder) {
        for (String name : List.of(QUERIES, QRELS)) {
            if (Files.exists(folder.resolve(name))) {
                throw new CliException(
                        ExitCode.USAGE, folder.resolve(name) + " is there already; nothing is overwritten");
            }
        }
    }

    /**
     * Writes both files, and the folder where it is missing.
     *
     * @throws CliException with {@link ExitCode#FAILED} if the disk refuses
     */
    void write(Path folder) {
        try {
            Files.createDirectories(folder.resolve("qrels"));
            write(
                    folder.resolve(QUERIES),
                    queries.entrySet().stream().map(JudgementExport::json).toList());
            write(
                    folder.resolve(QRELS),
                    Stream.concat(Stream.of(HEAD), rows.values().stream().map(Row::line))
                            .toList());
        } catch (IOException unwritable) {
            throw new CliException(
                    ExitCode.FAILED,
                    "The judgements cannot be written to " + folder + ": " + unwritable.getMessage(),
                    null,
                    unwritable);
        }
    }

    private static void write(Path file, List<String> lines) throws IOException {
        String text = String.join("\n", lines) + (lines.isEmpty() ? "" : "\n");
        Files.writeString(file, text, StandardCharsets.UTF_8, StandardOpenOption.CREATE_NEW);
    }

    private static String json(Map.Entry<String, String> query) {
        return Json.object()
                .put("_id", query.getKey())
                .put("text", query.getValue())
                .toString();
    }
}
