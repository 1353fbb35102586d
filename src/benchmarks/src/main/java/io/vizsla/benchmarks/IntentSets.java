package io.vizsla.benchmarks;

import io.vizsla.evaluation.task.IntentFiles;
import io.vizsla.evaluation.task.LabeledText;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Brings the training splits of BANKING77 and CLINC150 into BEIR layout, as sets to choose on how far examples move queries:
 * ten utterances of each intent are the documents, the others are queries that each document of their intent answers.
 *
 * <p>Arguments: the folder that holds the two, a folder to write.
 */
public final class IntentSets {

    private static final long SEED = 7;
    private static final int DOCUMENTS = 10;

    private IntentSets() {}

    /** Writes the sets. */
    public static void main(String[] args) throws IOException {
        Path data = Path.of(args[0]);
        Path out = Path.of(args[1]);
        write(IntentFiles.banking77(data.resolve("banking77"), "train"), out.resolve("banking77"));
        write(IntentFiles.clinc150(data.resolve("clinc150"), "train"), out.resolve("clinc150"));
    }

    private static void write(List<LabeledText> utterances, Path folder) throws IOException {
        List<LabeledText> shuffled = new ArrayList<>(utterances);
        Collections.shuffle(shuffled, new Random(SEED));
        Map<String, List<String>> documents = new LinkedHashMap<>();
        int queries = 0;
        int written = 0;
        try (BeirWriter writer = new BeirWriter(folder)) {
            for (LabeledText one : shuffled) {
                List<String> ofIntent = documents.computeIfAbsent(one.label(), any -> new ArrayList<>());
                if (ofIntent.size() < DOCUMENTS) {
                    ofIntent.add("d" + written++);
                    writer.document(ofIntent.getLast(), "", one.text());
                } else {
                    writer.query("q" + queries, one.text());
                    judge(writer, "q" + queries, ofIntent, queries++ % DOCUMENTS);
                }
            }
        }
    }

    /** Of equal judgements the first one makes the example, so that each document is the answer of some. */
    private static void judge(BeirWriter writer, String query, List<String> documents, int first) throws IOException {
        for (int i = 0; i < documents.size(); i++) {
            writer.judgement(query, documents.get((first + i) % documents.size()), 1);
        }
    }
}
