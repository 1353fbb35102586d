package io.vizsla.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Writes a data set in BEIR layout with one split, {@code train}. For one thread. */
final class BeirWriter implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final BufferedWriter corpus;
    private final BufferedWriter queries;
    private final BufferedWriter qrels;

    BeirWriter(Path folder) throws IOException {
        Files.createDirectories(folder.resolve("qrels"));
        corpus = Files.newBufferedWriter(folder.resolve("corpus.jsonl"));
        queries = Files.newBufferedWriter(folder.resolve("queries.jsonl"));
        qrels = Files.newBufferedWriter(folder.resolve("qrels/train.tsv"));
        qrels.write("query-id\tcorpus-id\tscore\n");
    }

    void document(String id, String title, String text) throws IOException {
        line(corpus, Map.of("_id", id, "title", title, "text", text));
    }

    void query(String id, String text) throws IOException {
        line(queries, Map.of("_id", id, "text", text));
    }

    void judgement(String query, String document, int grade) throws IOException {
        qrels.write(query + "\t" + document + "\t" + grade + "\n");
    }

    private static void line(BufferedWriter out, Map<String, String> values) throws IOException {
        out.write(JSON.writeValueAsString(values));
        out.write('\n');
    }

    @Override
    public void close() throws IOException {
        corpus.close();
        queries.close();
        qrels.close();
    }
}
