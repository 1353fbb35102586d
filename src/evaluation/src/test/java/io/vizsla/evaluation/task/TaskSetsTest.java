package io.vizsla.evaluation.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.vizsla.testkit.SharedData;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The real data sets give as many texts and classes as their own pages count. */
class TaskSetsTest {

    @Test
    void banking77() {
        ClassificationTask task = load("banking77", "banking77", ClassificationTask.class);

        assertThat(task.train()).hasSize(10_003);
        assertThat(task.test()).hasSize(3_080);
        assertThat(classes(task.train())).isEqualTo(77);
        assertThat(classes(task.test())).isEqualTo(77);
    }

    @Test
    void clinc150() {
        ClassificationTask task = load("clinc150", "clinc150", ClassificationTask.class);

        assertThat(task.train()).hasSize(15_000);
        assertThat(task.test()).hasSize(4_500);
        assertThat(classes(task.train())).isEqualTo(150);
        assertThat(IntentFiles.clinc150(SharedData.require("clinc150"), "oos_test"))
                .hasSize(1_000);
        assertThat(IntentFiles.clinc150(SharedData.require("clinc150"), "val")).hasSize(3_000);
    }

    @Test
    void trecQuestions() {
        ClassificationTask coarse = load("trec", "trec-question-classification", ClassificationTask.class);
        ClassificationTask fine = load("trec-fine", "trec-question-classification", ClassificationTask.class);

        assertThat(coarse.train()).hasSize(5_452);
        assertThat(coarse.test()).hasSize(500);
        assertThat(classes(coarse.train())).isEqualTo(6);
        assertThat(classes(fine.train())).isEqualTo(50);
        assertThat(classes(fine.test())).isEqualTo(42);
    }

    @Test
    void stackOverflowTitles() {
        ClusteringTask task = load("stackoverflow", "stackoverflow-titles-20", ClusteringTask.class);

        assertThat(task.texts()).hasSize(20_000);
        assertThat(classes(task.texts())).isEqualTo(20);
        assertThat(task.texts().stream().filter(text -> text.label().equals("19")))
                .hasSize(1_000);
    }

    @Test
    void sick() {
        SimilarityTask relatedness = load("sick-relatedness", "sick", SimilarityTask.class);
        PairClassificationTask entailment = load("sick-entailment", "sick", PairClassificationTask.class);
        Path folder = SharedData.require("sick");

        assertThat(relatedness.pairs()).hasSize(4_927);
        assertThat(entailment.pairs()).hasSize(4_927);
        assertThat(entailment.pairs().stream().filter(JudgedPair::together)).hasSize(1_414);
        assertThat(PairFiles.sickRelatedness(folder, "SICK_train.txt")).hasSize(4_500);
        assertThat(PairFiles.sickRelatedness(folder, "SICK_trial.txt")).hasSize(500);
    }

    @Test
    void stsBenchmarkInEachLanguage() {
        Path folder = SharedData.require("stsb-multi-mt");

        for (String language : List.of("de", "en", "es", "fr", "it", "ja", "nl", "pl", "pt", "ru", "zh")) {
            assertThat(load("stsb-" + language, "stsb-multi-mt", SimilarityTask.class)
                            .pairs())
                    .as(language)
                    .hasSize(1_379);
            assertThat(PairFiles.stsb(folder, language, "train")).as(language).hasSize(5_749);
            assertThat(PairFiles.stsb(folder, language, "dev")).as(language).hasSize(1_500);
        }
    }

    @Test
    void mediqa() {
        Path folder = SharedData.require("mediqa2019").resolve("MEDIQA_Task3_QA");

        answers(folder, "TestSet-wLabels", 150, 1_107);
        answers(folder, "ValidationSet", 25, 234);
        answers(folder, "TrainingSet1-LiveQAMed", 104, 839);
        answers(folder, "TrainingSet2-Alexa", 104, 862);
        List<CandidateList> lists = MediqaFile.read(folder, "MEDIQA2019-Task3-QA-TestSet-wLabels.xml");
        assertThat(lists.stream().flatMap(list -> list.candidates().stream()).filter(CandidateList.Candidate::relevant))
                .hasSize(333 + 239);
    }

    private static void answers(Path folder, String file, int questions, int answers) {
        List<CandidateList> lists = MediqaFile.read(folder, "MEDIQA2019-Task3-QA-" + file + ".xml");

        assertThat(lists).as(file).hasSize(questions);
        assertThat(lists.stream().mapToInt(list -> list.candidates().size()).sum())
                .as(file)
                .isEqualTo(answers);
    }

    @Test
    void toolLens() {
        SearchTask task = load("toollens", "toollens", SearchTask.class);

        assertThat(task.passages()).hasSize(464);
        assertThat(task.queries()).hasSize(1_877);
        // Of the 5,010 lines of judgments 23 stand there twice.
        assertThat(task.relevant().stream().mapToInt(java.util.Set::size).sum()).isEqualTo(4_987);
    }

    @Test
    void instructIr() {
        InstructionTask task = load("instructir", "msmarco-small-instructir", InstructionTask.class);

        assertThat(task.passages()).hasSize(1_743);
        assertThat(task.queries()).hasSize(9_906);
        assertThat(task.queries().stream().map(InstructedQuery::plain).distinct())
                .hasSize(1_267);
    }

    /** Were a file missing in the list, the task could not be read from a copy of the listed ones. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "banking77",
                "clinc150",
                "trec",
                "stackoverflow",
                "sick-entailment",
                "stsb",
                "stsb-de",
                "mediqa",
                "toollens",
                "instructir"
            })
    void theHashIsThatOfAllFilesThatAreRead(String name, @TempDir Path copy) throws IOException {
        Path data = SharedData.require("stsb-multi-mt").getParent();
        List<Path> files = TaskSets.files(name, data);
        for (Path file : files) {
            Path target = copy.resolve(data.relativize(file));
            Files.createDirectories(target.getParent());
            Files.write(target, unpacked(file));
        }
        // A BEIR folder is not opened without queries, though nothing of them is read here.
        if (name.equals("instructir")) {
            Files.writeString(copy.resolve("msmarco-small-instructir/msmarco/queries.jsonl"), "");
        }

        String hash = TaskSets.hash(name, copy);

        assertThat(hash).matches("[0-9a-f]{64}").isEqualTo(TaskSets.hash(name, data));
        assertThat(TaskSets.load(name, copy)).isEqualTo(TaskSets.load(name, data));
        Path last = copy.resolve(data.relativize(files.getLast()));
        Files.write(last, new byte[] {'x'}, StandardOpenOption.APPEND);
        assertThat(TaskSets.hash(name, copy)).isNotEqualTo(hash);
    }

    private static byte[] unpacked(Path file) throws IOException {
        if (Files.exists(file)) {
            return Files.readAllBytes(file);
        }
        try (InputStream in = new GZIPInputStream(Files.newInputStream(Path.of(file + ".gz")))) {
            return in.readAllBytes();
        }
    }

    private static <T extends Task> T load(String name, String folder, Class<T> type) {
        Path data = SharedData.require(folder).getParent();
        assertThat(TaskSets.names()).contains(name);
        return type.cast(TaskSets.load(name, data));
    }

    private static long classes(List<LabeledText> texts) {
        return texts.stream().map(LabeledText::label).distinct().count();
    }
}
