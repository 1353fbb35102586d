package io.vizsla.benchmarks;

import io.vizsla.evaluation.BeirDocument;
import io.vizsla.evaluation.BeirFolder;
import io.vizsla.testkit.SharedData;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** The sets that an instance is asked in tests. */
enum JudgedSet {
    /** Twelve documents and six queries of ours. */
    SMALL("src/test/resources/beir/small"),

    /**
     * SciFact's test queries over all documents that are relevant to one, and a draw of the others: two busy cores take more than ten
     * minutes for all 5,183. {@code -Dvizsla.scifact.others=5000} sends all.
     */
    SCIFACT("beir/scifact");

    private static final int OTHERS = Integer.getInteger("vizsla.scifact.others", 500);
    private static final long SEED = 20260118;

    private final String path;

    JudgedSet(String path) {
        this.path = path;
    }

    /** Returns where the whole set is; where it is absent the calling test is skipped. */
    Path path() {
        return this == SMALL ? Path.of(path) : SharedData.require(path);
    }

    BeirFolder folder() {
        return BeirFolder.open(path());
    }

    /** Returns the documents to send, id to document. */
    Map<String, BeirDocument> documents() {
        BeirFolder folder = folder();
        Set<String> sent = new HashSet<>(relevant(folder));
        List<String> others = new ArrayList<>();
        folder.forEachDocument(document -> {
            if (!sent.contains(document.id())) {
                others.add(document.id());
            }
        });
        Collections.shuffle(others, new Random(SEED));
        sent.addAll(others.subList(0, Math.min(OTHERS, others.size())));
        Map<String, BeirDocument> documents = new LinkedHashMap<>();
        folder.forEachDocument(document -> {
            if (sent.contains(document.id())) {
                documents.put(document.id(), document);
            }
        });
        return documents;
    }

    private static Set<String> relevant(BeirFolder folder) {
        Set<String> relevant = new HashSet<>();
        var qrels = folder.qrels("test");
        qrels.queries().forEach(query -> relevant.addAll(qrels.of(query).keySet()));
        return relevant;
    }
}
