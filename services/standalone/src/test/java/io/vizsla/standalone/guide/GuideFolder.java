package io.vizsla.standalone.guide;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.vizsla.testkit.PdfFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A folder with the launcher, the built commands, and the files that pages of the handbook name. */
final class GuideFolder implements AutoCloseable {

    private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();
    private static final String COMMANDS = "services/cli/target";

    private final Path folder;

    private GuideFolder(Path folder) {
        this.folder = folder;
    }

    /** Lays it out in an empty folder; aborts the test where the commands are not built. */
    static GuideFolder in(Path folder) throws IOException {
        assumeTrue(
                Files.exists(ROOT.resolve(COMMANDS).resolve("vizsla-cli.jar")),
                COMMANDS + "/vizsla-cli.jar is not there: ./mvnw -pl services/cli -am package");
        Files.copy(ROOT.resolve("vizsla"), folder.resolve("vizsla"));
        Files.createDirectories(folder.resolve(COMMANDS).getParent());
        Files.createSymbolicLink(folder.resolve(COMMANDS), ROOT.resolve(COMMANDS));
        GuideFolder laidOut = new GuideFolder(folder);
        laidOut.documents();
        laidOut.dataset("DATASET");
        return laidOut;
    }

    Path path() {
        return folder;
    }

    /** What commands find around them: this folder for a home, and the instance of the pages. */
    Map<String, String> environment(String url) {
        return Map.of(
                "HOME",
                folder.toString(),
                "JAVA_HOME",
                System.getProperty("java.home"),
                "VIZSLA_BUILD",
                "never",
                "VIZSLA_URL",
                url);
    }

    /** Takes the link to what is built away, before a folder that goes takes it for its own. */
    @Override
    public void close() throws IOException {
        Files.delete(folder.resolve(COMMANDS));
    }

    private void documents() throws IOException {
        Files.write(folder.resolve("report.pdf"), PdfFile.of("Trial", "The field trial took eleven days."));
        write("notes/owl.md", "# Owls\n\nThe barn owl hunts by ear.\n");
        write("pages.ndjson", "{\"id\": \"p1\", \"text\": \"The Vizsla points at birds.\"}\n");
        write("documents.ndjson", "{\"id\": \"d1\", \"title\": \"Poodle\", \"text\": \"It fetches ducks.\"}\n");
        write("judged.jsonl", "{\"query\": \"how are negatives mined?\", \"documentId\": \"ance\", \"grade\": 3}\n");
        write("docs/scores.md", "# Scores\n\nScores are made comparable by a calibration.\n");
        write(
                "Documents/papers/margins.txt",
                "Adaptive margins leave out hard negatives that score above the positive's margin.\n");
    }

    /** A judged set in the layout of BEIR. */
    private void dataset(String name) throws IOException {
        StringBuilder corpus = new StringBuilder();
        StringBuilder queries = new StringBuilder();
        StringBuilder qrels = new StringBuilder("query-id\tcorpus-id\tscore\n");
        String[] kinds = {"owl", "poodle", "vizsla", "cat", "trout", "falcon", "mole", "newt"};
        for (int i = 0; i < kinds.length; i++) {
            corpus.append("{\"_id\": \"d%d\", \"title\": \"%s\", \"text\": \"The %s lives here.\"}\n"
                    .formatted(i, kinds[i], kinds[i]));
            if (i < 2) {
                queries.append("{\"_id\": \"q%d\", \"text\": \"where does the %s live?\"}\n".formatted(i, kinds[i]));
                qrels.append("q%d\td%d\t1\n".formatted(i, i));
            }
        }
        write(name + "/corpus.jsonl", corpus.toString());
        write(name + "/queries.jsonl", queries.toString());
        write(name + "/qrels/test.tsv", qrels.toString());
    }

    private void write(String path, String text) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
