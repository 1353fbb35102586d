package io.vizsla.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Small test sets. */
final class Datasets {

    private Datasets() {}

    /** Writes three documents and two judged queries into a new folder and returns it. */
    static Path tiny(Path folder) throws IOException {
        Files.createDirectories(folder.resolve("qrels"));
        Files.writeString(folder.resolve("corpus.jsonl"), """
                {"_id":"dog","title":"Dogs","text":"The vizsla is a pointing dog from Hungary."}
                {"_id":"cat","title":"Cats","text":"A cat sleeps for most of the day."}
                {"_id":"cow","title":"Cows","text":"Cows eat grass and give milk."}
                """);
        Files.writeString(folder.resolve("queries.jsonl"), """
                {"_id":"q1","text":"Which dog points?"}
                {"_id":"q2","text":"How long do cats sleep?"}
                """);
        Files.writeString(folder.resolve("qrels/test.tsv"), "query-id\tcorpus-id\tscore\nq1\tdog\t1\nq2\tcat\t1\n");
        return folder;
    }
}
