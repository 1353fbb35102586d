package io.vizsla.evaluation.task;

import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import io.vizsla.evaluation.BeirDocument;
import io.vizsla.evaluation.BeirFolder;
import io.vizsla.evaluation.FileHash;
import io.vizsla.evaluation.Qrels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The tasks that are known by name, and how each is read from its data set's folder. */
public final class TaskSets {

    private static final String SIMILAR = "Retrieve semantically similar text";
    private static final String SICK_TEST = "SICK_test_annotated.txt";
    private static final String MEDIQA_TEST = "MEDIQA_Task3_QA/MEDIQA2019-Task3-QA-TestSet-wLabels.xml";
    private static final String TREC = "trec-question-classification";
    private static final List<String> TREC_FILES = List.of("raw/TREC.train", "raw/TREC.test");
    private static final List<String> TOOL_LENS_FILES = List.of("corpus.jsonl", "queries.jsonl", "qrels/test.tsv");
    private static final List<String> INSTRUCT_IR_FILES =
            List.of("msmarco/corpus.jsonl", "instructir/only_instruction_queries.jsonl", "instructir/qrels/test.tsv");
    private static final List<String> LANGUAGES =
            List.of("de", "en", "es", "fr", "it", "ja", "nl", "pl", "pt", "ru", "zh");

    private static final Map<String, Entry> ENTRIES = entries();

    private TaskSets() {}

    /**
     * A task that is known.
     *
     * @param standard whether it runs where no task is named
     * @param files that the loader reads, below the folder
     */
    private record Entry(String folder, boolean standard, List<String> files, Function<Path, Task> loader) {}

    /** Returns the names of all tasks. */
    public static List<String> names() {
        return List.copyOf(ENTRIES.keySet());
    }

    /** Returns the names of the tasks to run where none is named: those whose data is there, translations left out. */
    public static List<String> present(Path data) {
        return ENTRIES.entrySet().stream()
                .filter(entry -> entry.getValue().standard()
                        && Files.isDirectory(data.resolve(entry.getValue().folder())))
                .map(Map.Entry::getKey)
                .toList();
    }

    /**
     * Reads a task.
     *
     * @param data folder that holds the data sets' folders
     * @throws VizslaException {@code INVALID_ARGUMENT} if there is no task of this name; {@code UNKNOWN_RESOURCE} if its
     *     data is not there; naming file and line if the data is not what it should be
     */
    public static Task load(String name, Path data) {
        Path folder = folder(name, data);
        return entry(name).loader().apply(folder);
    }

    /**
     * Returns SHA-256 of the bytes that {@link #load} reads, file after file and unpacked, in hexadecimal: results with the
     * same hash were measured on the same data.
     *
     * @throws VizslaException as {@link #load}; {@code STORE_UNAVAILABLE} if a file cannot be read
     */
    public static String hash(String name, Path data) {
        return FileHash.of(files(name, data));
    }

    /** Returns the files that a task is read from; each may be packed, with {@code .gz} at its name's end. */
    static List<Path> files(String name, Path data) {
        Path folder = folder(name, data);
        return entry(name).files().stream().map(folder::resolve).toList();
    }

    private static Path folder(String name, Path data) {
        Path folder = data.resolve(entry(name).folder());
        if (!Files.isDirectory(folder)) {
            throw VizslaException.of(ErrorCode.UNKNOWN_RESOURCE, "There is no folder " + folder + " for task " + name);
        }
        return folder;
    }

    private static Entry entry(String name) {
        Entry entry = ENTRIES.get(name);
        if (entry == null) {
            throw VizslaException.invalid("task", name, "one of " + names());
        }
        return entry;
    }

    private static Map<String, Entry> entries() {
        Map<String, Entry> all = new LinkedHashMap<>();
        all.put("banking77", standard("banking77", List.of("train.csv", "test.csv"), TaskSets::banking77));
        all.put("clinc150", standard("clinc150", List.of("data_full.json"), TaskSets::clinc150));
        all.put("trec", standard(TREC, TREC_FILES, folder -> trec(folder, "trec", false)));
        all.put("trec-fine", standard(TREC, TREC_FILES, folder -> trec(folder, "trec-fine", true)));
        all.put(
                "stackoverflow",
                standard(
                        "stackoverflow-titles-20",
                        List.of("title_StackOverflow.txt", "label_StackOverflow.txt"),
                        TaskSets::stackOverflow));
        all.put("sick-entailment", standard("sick", List.of(SICK_TEST), TaskSets::entailment));
        all.put("sick-relatedness", standard("sick", List.of(SICK_TEST), TaskSets::relatedness));
        all.put("stsb", stsb("stsb", true, "en"));
        LANGUAGES.forEach(language -> all.put("stsb-" + language, stsb("stsb-" + language, false, language)));
        all.put("mediqa", standard("mediqa2019", List.of(MEDIQA_TEST), TaskSets::mediqa));
        all.put("toollens", standard("toollens", TOOL_LENS_FILES, TaskSets::toolLens));
        all.put("instructir", standard("msmarco-small-instructir", INSTRUCT_IR_FILES, TaskSets::instructIr));
        return all;
    }

    private static Entry standard(String folder, List<String> files, Function<Path, Task> loader) {
        return new Entry(folder, true, files, loader);
    }

    private static Entry stsb(String name, boolean standard, String language) {
        return new Entry(
                "stsb-multi-mt",
                standard,
                List.of("stsb-" + language + "-test.csv"),
                folder -> new SimilarityTask(name, PairFiles.stsb(folder, language, "test"), SIMILAR));
    }

    private static Task banking77(Path folder) {
        return ClassificationTask.of(
                "banking77",
                IntentFiles.banking77(folder, "train"),
                IntentFiles.banking77(folder, "test"),
                "Given an online banking query, find the corresponding intent");
    }

    private static Task clinc150(Path folder) {
        return ClassificationTask.of(
                "clinc150",
                IntentFiles.clinc150(folder, "train"),
                IntentFiles.clinc150(folder, "test"),
                "Given a request to an assistant, find the user's intent");
    }

    private static Task trec(Path folder, String name, boolean fine) {
        return ClassificationTask.of(
                name,
                IntentFiles.trec(folder, "train", fine),
                IntentFiles.trec(folder, "test", fine),
                "Given a question, find the kind of answer that it asks for");
    }

    private static Task stackOverflow(Path folder) {
        return ClusteringTask.of(
                "stackoverflow", IntentFiles.stackOverflow(folder), "Identify the topic of the Stack Overflow titles");
    }

    private static Task entailment(Path folder) {
        return new PairClassificationTask("sick-entailment", PairFiles.sickEntailment(folder, SICK_TEST), SIMILAR);
    }

    private static Task relatedness(Path folder) {
        return new SimilarityTask("sick-relatedness", PairFiles.sickRelatedness(folder, SICK_TEST), SIMILAR);
    }

    private static Task mediqa(Path folder) {
        return new RerankingTask(
                "mediqa",
                MediqaFile.read(folder, MEDIQA_TEST),
                "Given a medical question, retrieve the answers that answer it best");
    }

    private static Task toolLens(Path folder) {
        BeirFolder beir = BeirFolder.open(folder);
        Qrels qrels = beir.qrels("test");
        Map<String, String> queries = beir.queries();
        List<String> texts = new ArrayList<>();
        List<Set<String>> relevant = new ArrayList<>();
        for (String id : qrels.queries()) {
            String text = queries.get(id);
            if (text == null) {
                throw VizslaException.invalid("qrels/test.tsv", id, "a query of queries.jsonl");
            }
            texts.add(text);
            relevant.add(needed(qrels.of(id)));
        }
        return new SearchTask(
                "toollens",
                passages(beir),
                texts,
                relevant,
                "Given a user's request, retrieve the tools that are needed to fulfill it");
    }

    private static Set<String> needed(Map<String, Integer> grades) {
        return grades.entrySet().stream()
                .filter(entry -> entry.getValue() > 0)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    private static Task instructIr(Path folder) {
        return new InstructionTask(
                "instructir",
                passages(BeirFolder.open(folder.resolve("msmarco"))),
                InstructIrFiles.read(folder.resolve("instructir")));
    }

    private static SequencedMap<String, String> passages(BeirFolder beir) {
        SequencedMap<String, String> passages = new LinkedHashMap<>();
        beir.forEachDocument(document -> passages.put(document.id(), text(document)));
        return passages;
    }

    private static String text(BeirDocument document) {
        return document.title().isBlank() ? document.text() : document.title() + "\n" + document.text();
    }
}
