package io.vizsla.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.jsoup.Jsoup;

/**
 * Brings three judged collections, which come in forms of their own, into BEIR layout with a {@code train} split: CACM,
 * CheckThat! 2020 (tweet to verified claim) and 500 questions of HotpotQA. Defaults are chosen on them, so that none of
 * the sets that figures are published on has to serve for it.
 *
 * <p>Arguments: the folder that holds the three, a folder to write.
 */
public final class DevelopmentSets {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final CsvMapper TABLES =
            CsvMapper.csvBuilder().enable(CsvParser.Feature.WRAP_AS_ARRAY).build();
    private static final Pattern TOPIC = Pattern.compile("<DOCNO>\\s*(\\d+)\\s*</DOCNO>(.*?)</DOC>", Pattern.DOTALL);
    private static final Pattern LINKS = Pattern.compile("(?m)^\\d+\\t\\d+\\t\\d+\\s*$");
    private static final Pattern COLOPHON = Pattern.compile(
            "CACM (January|February|March|April|May|June|July|August" + "|September|October|November|December)[^\\n]*");

    private final Path data;
    private final Path out;

    private DevelopmentSets(Path data, Path out) {
        this.data = data;
        this.out = out;
    }

    /** Writes the sets. */
    public static void main(String[] args) throws IOException {
        DevelopmentSets sets = new DevelopmentSets(Path.of(args[0]), Path.of(args[1]));
        sets.cacm();
        sets.checkThat();
        sets.hotpot();
    }

    private void cacm() throws IOException {
        BeirWriter writer = new BeirWriter(out.resolve("cacm"));
        try (TarArchiveInputStream tar = new TarArchiveInputStream(
                new GZIPInputStream(Files.newInputStream(data.resolve("cacm/cacm.tar.gz"))))) {
            for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                if (entry.getName().endsWith(".html")) {
                    String name = String.valueOf(Path.of(entry.getName()).getFileName());
                    article(writer, name.substring(0, name.length() - ".html".length()), tar.readAllBytes());
                }
            }
        }
        Matcher topics = TOPIC.matcher(Files.readString(data.resolve("cacm/topics.cacm.txt")));
        while (topics.find()) {
            writer.query(topics.group(1), oneLine(topics.group(2)));
        }
        judgements(writer, data.resolve("cacm/qrels.cacm.txt"));
        writer.close();
    }

    /** The first paragraph is the title; what follows the abstract (date, authors, citation links) is left out. */
    private static void article(BeirWriter writer, String id, byte[] html) throws IOException {
        String text = Jsoup.parse(new String(html, StandardCharsets.ISO_8859_1)).wholeText();
        String body = COLOPHON.split(LINKS.matcher(text).replaceAll(""), 2)[0].strip();
        String[] parts = body.split("\\n\\s*\\n", 2);
        writer.document(id, oneLine(parts[0]), parts.length > 1 ? oneLine(parts[1]) : "");
    }

    private void checkThat() throws IOException {
        Path folder = data.resolve("checkthat2020-verified-claims");
        BeirWriter writer = new BeirWriter(out.resolve("checkthat"));
        for (String[] row : table(folder.resolve("verified_claims.docs.tsv.gz"))) {
            writer.document(row[0], row[2], row[1]);
        }
        for (String[] row : table(folder.resolve("train/tweets.queries.tsv.gz"))) {
            writer.query(row[0], row[1]);
        }
        judgements(writer, folder.resolve("train/tweet-vclaim-pairs.qrels"));
        writer.close();
    }

    private void hotpot() throws IOException {
        Path folder = data.resolve("hotpotqa-distractor-500");
        BeirWriter writer = new BeirWriter(out.resolve("hotpot"));
        Map<String, String> ids = new HashMap<>();
        for (JsonNode paragraph : lines(folder.resolve("corpus.jsonl.gz"))) {
            String title = paragraph.path("title").asText();
            ids.put(title, "h" + ids.size());
            writer.document(
                    String.valueOf(ids.get(title)),
                    title,
                    paragraph.path("text").asText());
        }
        for (JsonNode question : lines(folder.resolve("grpo_val.jsonl.gz"))) {
            String id = question.path("id").asText();
            writer.query(id, question.path("question").asText());
            for (JsonNode paragraph : question.path("paragraphs")) {
                if (paragraph.path("is_gold").asBoolean()) {
                    writer.judgement(
                            id, String.valueOf(ids.get(paragraph.path("title").asText())), 1);
                }
            }
        }
        writer.close();
    }

    /** Reads judgements as TREC writes them: query, iteration, document, grade. */
    private static void judgements(BeirWriter writer, Path file) throws IOException {
        for (String line : Files.readAllLines(file)) {
            String[] fields = line.strip().split("\\s+");
            if (fields.length == 4) {
                writer.judgement(fields[0], fields[2], Integer.parseInt(fields[3]));
            }
        }
    }

    private static List<String[]> table(Path file) throws IOException {
        CsvSchema tabs = CsvSchema.emptySchema().withColumnSeparator('\t').withSkipFirstDataRow(true);
        try (InputStream in = new GZIPInputStream(Files.newInputStream(file));
                MappingIterator<String[]> rows =
                        TABLES.readerFor(String[].class).with(tabs).readValues(in)) {
            return rows.readAll();
        }
    }

    private static List<JsonNode> lines(Path file) throws IOException {
        List<JsonNode> nodes = new ArrayList<>();
        try (BufferedReader reader = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                nodes.add(JSON.readTree(line));
            }
        }
        return nodes;
    }

    private static String oneLine(String text) {
        return text.strip().replaceAll("\\s+", " ");
    }
}
