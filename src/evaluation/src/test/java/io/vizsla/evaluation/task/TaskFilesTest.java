package io.vizsla.evaluation.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Small files of each form: what is read from good ones, and what is said of bad ones. */
class TaskFilesTest {

    @TempDir
    private Path folder;

    @Test
    void readsQuotesCommasAndLineBreaksOfCsv() throws IOException {
        pack("train.csv", "text,category\r\n\"One, \"\"two\"\"\nthree\",card\r\nplain,cash\n\n");

        assertThat(IntentFiles.banking77(folder, "train"))
                .containsExactly(new LabeledText("One, \"two\"\nthree", "card"), new LabeledText("plain", "cash"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "a,b,c | 3 fields",
                "a | 1 fields",
                "\"a,b | closed before",
                "\"a\"x,b | closing quote",
                "a, | class"
            })
    void namesTheLineOfBadCsv(String line, String part) throws IOException {
        write("test.csv", "text,category\n\"two\nlines\",x\n" + line + "\n");

        fails(() -> IntentFiles.banking77(folder, "test"), "test.csv line 4", part);
    }

    @Test
    void readsQuestionsInLatin1() throws IOException {
        Files.createDirectories(folder.resolve("raw"));
        Files.write(
                folder.resolve("raw/TREC.test"), "HUM:ind Who is Andr\u00e9 ?\n".getBytes(StandardCharsets.ISO_8859_1));

        assertThat(IntentFiles.trec(folder, "test", false))
                .containsExactly(new LabeledText("Who is Andr\u00e9 ?", "HUM"));
        assertThat(IntentFiles.trec(folder, "test", true).getFirst().label()).isEqualTo("HUM:ind");
        write("raw/TREC.train", "HUM:ind ok\nno class\n");
        fails(() -> IntentFiles.trec(folder, "train", false), "raw/TREC.train line 2", "COARSE:fine");
    }

    @Test
    void cutsTitlesAtLineFeedsOnly() throws IOException {
        write("title_StackOverflow.txt", "one\u0085still one\ntwo\u000bstill two\n", StandardCharsets.ISO_8859_1);
        write("label_StackOverflow.txt", "3\n20\n");

        assertThat(IntentFiles.stackOverflow(folder))
                .extracting(LabeledText::label)
                .containsExactly("3", "20");
        write("label_StackOverflow.txt", "3\nx\n");
        fails(() -> IntentFiles.stackOverflow(folder), "label_StackOverflow.txt line 2", "a number");
        write("label_StackOverflow.txt", "3\n");
        fails(() -> IntentFiles.stackOverflow(folder), "label_StackOverflow.txt line 1", "as many as titles, 2");
    }

    @Test
    void readsIntentsFromJson() throws IOException {
        write("data_full.json", "{\"train\": [[\"hi\", \"greet\"]],\n \"test\": []}");

        assertThat(IntentFiles.clinc150(folder, "train")).containsExactly(new LabeledText("hi", "greet"));
        assertThat(IntentFiles.clinc150(folder, "test")).isEmpty();
        fails(() -> IntentFiles.clinc150(folder, "val"), "data_full.json", "no split val");
        write("data_full.json", "{\"train\": [[\"hi\", \"greet\"],\n [\"only one\"]]}");
        fails(() -> IntentFiles.clinc150(folder, "train"), "data_full.json line 2", "VALUE_STRING");
        write("data_full.json", "{\"train\":\n [[\"hi\", ");
        fails(() -> IntentFiles.clinc150(folder, "train"), "data_full.json line 2", "not valid JSON");
        write("data_full.json", "[]");
        fails(() -> IntentFiles.clinc150(folder, "train"), "data_full.json line 1", "START_OBJECT");
    }

    @Test
    void readsRatedPairs() throws IOException {
        write("stsb-de-test.csv", "\"Ein Hund, bellt.\",Ein Hund.,3.8\n");

        assertThat(PairFiles.stsb(folder, "de", "test"))
                .containsExactly(new ScoredPair("Ein Hund, bellt.", "Ein Hund.", 3.8));
        write("stsb-de-test.csv", "a,b,6\n");
        fails(() -> PairFiles.stsb(folder, "de", "test"), "stsb-de-test.csv line 1", "between 0.0 and 5");
        write("stsb-de-test.csv", "a,b,NaN\n");
        fails(() -> PairFiles.stsb(folder, "de", "test"), "stsb-de-test.csv line 1", "rating = NaN");
        write("stsb-de-test.csv", "a,b,high\n");
        fails(() -> PairFiles.stsb(folder, "de", "test"), "stsb-de-test.csv line 1", "a number");
    }

    @Test
    void readsSickBothWays() throws IOException {
        String header = "pair_ID\tsentence_A\tsentence_B\trelatedness_score\tentailment_judgment\n";
        write("sick.txt", header + "1\tA\tB\t4.5\tENTAILMENT\r\n2\tC\tD\t1\tNEUTRAL\r\n");

        assertThat(PairFiles.sickRelatedness(folder, "sick.txt"))
                .containsExactly(new ScoredPair("A", "B", 4.5), new ScoredPair("C", "D", 1));
        assertThat(PairFiles.sickEntailment(folder, "sick.txt"))
                .containsExactly(new JudgedPair("A", "B", true), new JudgedPair("C", "D", false));
        write("sick.txt", header + "1\tA\tB\t4.5\tMAYBE\n");
        fails(() -> PairFiles.sickEntailment(folder, "sick.txt"), "sick.txt line 2", "MAYBE");
        write("sick.txt", header + "1\tA\tB\t4.5\n");
        fails(() -> PairFiles.sickRelatedness(folder, "sick.txt"), "sick.txt line 2", "4 fields");
    }

    @Test
    void readsAnswersFromXml() throws IOException {
        write("a.xml", """
                <T><Question QID="1"><QuestionText>Why &amp; how?</QuestionText><AnswerList>
                <Answer ReferenceScore="3"><AnswerURL>u</AnswerURL><AnswerText>good</AnswerText></Answer>
                <Answer ReferenceScore="2"><AnswerText>bad</AnswerText></Answer></AnswerList></Question></T>
                """);

        CandidateList list = MediqaFile.read(folder, "a.xml").getFirst();

        assertThat(list.query()).isEqualTo("Why & how?");
        assertThat(list.candidates())
                .containsExactly(new CandidateList.Candidate("good", true), new CandidateList.Candidate("bad", false));
    }

    @Test
    void namesTheLineOfBadXmlAndReadsNoEntities() throws IOException {
        write("a.xml", "<T>\n<Question><QuestionText>q</QuestionText>\n<Answer ReferenceScore=\"9\"/></Question></T>");
        fails(() -> MediqaFile.read(folder, "a.xml"), "a.xml line 3", "1, 2, 3 or 4");
        write("a.xml", "<T>\n<Question>\n");
        fails(() -> MediqaFile.read(folder, "a.xml"), "a.xml line 3", "not valid XML");
        write("a.xml", "<T><Question></Question></T>");
        fails(() -> MediqaFile.read(folder, "a.xml"), "a.xml line 1", "QuestionText");
        write("secret", "SECRET");
        write(
                "a.xml",
                "<!DOCTYPE T [<!ENTITY e SYSTEM \"" + folder.resolve("secret").toUri()
                        + "\">]>\n<T><Question><QuestionText>&e;</QuestionText></Question></T>");
        assertThatThrownBy(() -> MediqaFile.read(folder, "a.xml"))
                .isInstanceOf(VizslaException.class)
                .message()
                .doesNotContain("SECRET");
    }

    @Test
    void readsInstructionsWithTheOriginalOfTheirPassage() throws IOException {
        Files.createDirectories(folder.resolve("qrels"));
        write("qrels/test.tsv", "qid\tpid\tscore\n7_1\t99_1\t1\n");
        write(
                "only_instruction_queries.jsonl",
                "{\"_id\": \"7_1\", \"text\": \"As a cook, ...\", \"metadata\": {\"origin_query\": \"boil eggs\"}}\n");

        assertThat(InstructIrFiles.read(folder))
                .containsExactly(new InstructedQuery("boil eggs", "As a cook, ...", "99"));
        write("only_instruction_queries.jsonl", "{\"_id\": \"8_1\", \"text\": \"a\"}\n");
        fails(() -> InstructIrFiles.read(folder), "only_instruction_queries.jsonl line 1", "judged");
        write("only_instruction_queries.jsonl", "\n{\"_id\": 5}\n");
        fails(() -> InstructIrFiles.read(folder), "only_instruction_queries.jsonl line 2", "_id");
        write("only_instruction_queries.jsonl", "{\n");
        fails(() -> InstructIrFiles.read(folder), "only_instruction_queries.jsonl line 1", "not valid JSON");
    }

    @Test
    void namesTheLineThatIsNotUtf8AndTheFileThatIsAbsent() throws IOException {
        write("stsb-en-test.csv", "a,b,1\n\u00e4,b,1\n", StandardCharsets.ISO_8859_1);

        assertThatThrownBy(() -> PairFiles.stsb(folder, "en", "test"))
                .isInstanceOfSatisfying(VizslaException.class, e -> {
                    assertThat(e.code()).isEqualTo(ErrorCode.INVALID_TEXT);
                    assertThat(e.detail()).contains("stsb-en-test.csv line 2");
                });
        fails(() -> PairFiles.stsb(folder, "xx", "test"), "stsb-xx-test.csv", "neither");
        Files.writeString(folder.resolve("stsb-yy-test.csv.gz"), "no gzip");
        fails(() -> PairFiles.stsb(folder, "yy", "test"), "stsb-yy-test.csv.gz", "Cannot read");
    }

    @Test
    void tasksAreNamed() {
        assertThat(TaskSets.names()).contains("banking77", "stsb", "stsb-de", "toollens");
        fails(() -> TaskSets.load("none", folder), "task = none", "banking77");
        fails(() -> TaskSets.load("banking77", folder), "There is no folder", "banking77");
        assertThat(TaskSets.present(folder)).isEmpty();
    }

    private static void fails(ThrowingCallable call, String place, String part) {
        assertThatThrownBy(call)
                .isInstanceOf(VizslaException.class)
                .hasMessageContaining(place)
                .hasMessageContaining(part);
    }

    private void write(String file, String text) throws IOException {
        write(file, text, StandardCharsets.UTF_8);
    }

    private void write(String file, String text, java.nio.charset.Charset charset) throws IOException {
        Files.write(folder.resolve(file), text.getBytes(charset));
    }

    private void pack(String file, String text) throws IOException {
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(folder.resolve(file + ".gz")))) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
    }
}
