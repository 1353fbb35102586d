package io.vizsla.readme;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vizsla.testkit.PdfFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands of the README that lead to an answer about a newcomer's own PDF, followed word for word but for the clone. */
class OwnDocumentIT {

    private static final Path ROOT =
            Path.of(System.getProperty("vizsla.root", "../..")).toAbsolutePath().normalize();
    private static final Pattern SECTION = Pattern.compile("(?ms)^### Ask a PDF of your own$(.*?)^\\[Getting started]");
    private static final Pattern FENCED = Pattern.compile("(?ms)^```\\n(.*?)^```$");
    private static final int MOST = 5;

    @Test
    void leadToAnAnswerWithCitations(@TempDir Path temp) throws Exception {
        List<String> commands = commands();
        assertThat(commands).hasSizeLessThanOrEqualTo(MOST);
        assertThat(commands.getFirst()).startsWith("git clone ");
        try (Checkout checkout = Checkout.in(temp)) {
            Files.write(
                    checkout.folder().resolve("report.pdf"),
                    PdfFile.of(
                            "Field trial",
                            "The field trial of the pointing dogs took eleven days.",
                            "Each dog searched two meadows in the morning."));

            checkout.start(commands.get(1));
            String told = checkout.run(commands.get(2));
            JsonNode answer = new ObjectMapper().readTree(checkout.run(commands.get(3)));

            assertThat(told).contains("1 document ");
            assertThat(answer.at("/kind").asText()).as("%s", answer).isEqualTo("extractive");
            assertThat(answer.at("/text").asText()).contains("eleven days", "[1]");
            assertThat(answer.at("/citations/0/supported").asBoolean()).isTrue();
            assertThat(answer.at("/citations/0/quote").asText()).contains("eleven days");
            assertThat(answer.at("/passages/0/documentId").asText()).isEqualTo("report.pdf");
        }
    }

    private static List<String> commands() throws Exception {
        String section = SECTION.matcher(Files.readString(ROOT.resolve("README.md")))
                .results()
                .map(found -> found.group(1))
                .findFirst()
                .orElseThrow();
        return FENCED.matcher(section)
                .results()
                .map(found -> found.group(1).replace("\\\n", " "))
                .flatMap(String::lines)
                .toList();
    }
}
